import { type DynamicModule, Module, StandardSchemaSerializerInterceptor } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import type { Spooled } from '#alarm/spool-depth';
import { ApiKeys } from '#casebook/api-keys';
import { AuditTrail } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { PasswordHashes } from '#casebook/password-hash';
import { Clock, SystemClock } from '#platform/clock';
import { Metrics } from '#platform/metrics/metrics';
import type { Installation } from '#platform/open-installation';
import { Warehouse } from '#warehouse/warehouse';
import { AccessGuard } from './access/access-guard.js';
import { SignedIn } from './access/signed-in.js';
import { AuditController } from './audit/audit.controller.js';
import { CampaignFilesController } from './campaign-files/campaign-files.controller.js';
import { CampaignSharing } from './campaigns/campaign-sharing.js';
import { CampaignsController } from './campaigns/campaigns.controller.js';
import { AppealsController } from './casework/appeals.controller.js';
import { ArrangeController } from './casework/arrange.controller.js';
import { BlindLooks } from './casework/blind-looks.js';
import { CaseDesk } from './casework/case-desk.js';
import { CaseworkController } from './casework/casework.controller.js';
import { ExceptionsController } from './casework/exceptions.controller.js';
import { QueueController } from './casework/queue.controller.js';
import { BlindLookInterceptor } from './casework/records-blind-looks.js';
import { SamplesController } from './casework/samples.controller.js';
import { SharedNetworksController } from './casework/shared-networks.controller.js';
import { DetectorsController } from './detectors/detectors.controller.js';
import { DiscoveriesController } from './discoveries/discoveries.controller.js';
import { DossierController } from './dossier/dossier.controller.js';
import { RevealController } from './dossier/reveal.controller.js';
import { ActionDraftsController } from './enforcement/action-drafts.controller.js';
import { ActionPreviews } from './enforcement/action-previews.js';
import { ActionSetsController } from './enforcement/action-sets.controller.js';
import { EnforcementClock } from './enforcement/enforcement-clock.js';
import { EnforcementDesk } from './enforcement/enforcement-desk.js';
import { type OutgoingSecrets, outgoingOf } from './enforcement/outgoing.js';
import { SafetyController } from './enforcement/safety.controller.js';
import { WebhooksController } from './enforcement/webhooks.controller.js';
import { EntitiesController } from './entities/entities.controller.js';
import { HealthController } from './health.controller.js';
import { HuntFilesController } from './hunts/hunt-files.controller.js';
import { HuntsController } from './hunts/hunts.controller.js';
import { SavedHuntsController } from './hunts/saved-hunts.controller.js';
import { IncidentsController } from './incidents.controller.js';
import { IngestController } from './ingest.controller.js';
import { MetricsController } from './metrics.controller.js';
import { OverviewController } from './overview/overview.controller.js';
import { IdentityProvider } from './people/identity-provider.js';
import { OidcController } from './people/oidc.controller.js';
import { PeopleController } from './people/people.controller.js';
import { ProviderSignIn } from './people/provider-sign-in.js';
import { SessionController } from './people/session.controller.js';
import { SignIn } from './people/sign-in.js';
import { WelcomeController } from './people/welcome.controller.js';
import { QuarantineController } from './quarantine.controller.js';
import { QuarantineDesk, type Redriver } from './quarantine-desk.js';
import { Readiness } from './readiness.js';
import { LeadershipController } from './releases/leadership.controller.js';
import { ReleaseActsController } from './releases/release-acts.controller.js';
import { RELEASE_DESK, type ReleaseDesk } from './releases/release-desk.js';
import { ReleaseOffice } from './releases/release-office.js';
import { ReleasesController } from './releases/releases.controller.js';
import { OwnAlarms } from './status/own-alarms.js';
import { StatusController } from './status/status.controller.js';
import {
  DEMO,
  OUTGOING,
  SAMPLE_DRAWER,
  type SampleDrawer,
  SPOOL_PROBE,
  SPOOLED,
  type SpoolProbe,
  WALL_CLOCK,
} from './tokens.js';

/** What the console needs of an installation. */
export type ConsoleNeeds = Pick<Installation, 'warehouse' | 'casebook' | 'clock' | 'demo'> & {
  readonly secrets: OutgoingSecrets;
  readonly config: {
    readonly enforce: Installation['config']['enforce'];
    /** Absent: people sign in by password alone. */
    readonly signIn?: Installation['config']['signIn'];
  };
  /** Where other stages of this process count as well; its own when absent. */
  readonly metrics?: Metrics;
  /** Absent where nothing is taken in. */
  readonly spool?: SpoolProbe;
  /** Absent where no samples are drawn. */
  readonly drawSample?: SampleDrawer;
  /** Absent where refused lines cannot be driven again. */
  readonly redrive?: Redriver;
  /** As `spool`. */
  readonly spooled?: () => Spooled;
  /** Of the machine, where it is not the machine's own. */
  readonly wall?: Clock;
  readonly passwords?: PasswordHashes;
  /** Absent where nothing is published. */
  readonly releases?: ReleaseDesk;
};

@Module({})
class ConsoleModule {}

/** Investigators' desk: the JSON API, its description, health and a front page. */
export function consoleModule(needs: ConsoleNeeds): DynamicModule {
  const { warehouse, casebook, clock, demo, secrets, config, metrics = new Metrics(), spool, spooled } = needs;
  const { wall = new SystemClock(), passwords = new PasswordHashes() } = needs;
  const trail = new AuditTrail(secrets.apiKeyPepper);
  const quarantine = new QuarantineDesk({ warehouse, casebook, trail, clock, wall, redrive: needs.redrive });
  const oidc = config.signIn?.oidc;
  const provider = oidc === undefined ? null : new IdentityProvider(oidc, secrets.apiKeyPepper);
  return {
    module: ConsoleModule,
    controllers: [
      HealthController,
      MetricsController,
      OverviewController,
      StatusController,
      IncidentsController,
      IngestController,
      QuarantineController,
      ReleasesController,
      ReleaseActsController,
      LeadershipController,
      HuntsController,
      HuntFilesController,
      SavedHuntsController,
      EntitiesController,
      DossierController,
      RevealController,
      CampaignFilesController,
      DiscoveriesController,
      DetectorsController,
      WebhooksController,
      SafetyController,
      CampaignsController,
      WelcomeController,
      SessionController,
      OidcController,
      PeopleController,
      AuditController,
      QueueController,
      SamplesController,
      CaseworkController,
      ArrangeController,
      AppealsController,
      ExceptionsController,
      SharedNetworksController,
      ActionDraftsController,
      ActionSetsController,
    ],
    providers: [
      { provide: Warehouse, useValue: warehouse },
      { provide: Casebook, useValue: casebook },
      { provide: Clock, useValue: clock },
      { provide: DEMO, useValue: demo },
      { provide: Metrics, useValue: metrics },
      { provide: SPOOL_PROBE, useValue: spool },
      { provide: RELEASE_DESK, useValue: needs.releases ?? null },
      { provide: SPOOLED, useValue: spooled },
      { provide: OUTGOING, useValue: outgoingOf(warehouse, secrets, config.enforce.webhookNetworks) },
      { provide: ApiKeys, useValue: new ApiKeys(casebook, secrets.apiKeyPepper) },
      { provide: WALL_CLOCK, useValue: wall },
      { provide: AuditTrail, useValue: trail },
      { provide: QuarantineDesk, useValue: quarantine },
      { provide: SAMPLE_DRAWER, useValue: needs.drawSample },
      { provide: PasswordHashes, useValue: passwords },
      { provide: IdentityProvider, useValue: provider },
      { provide: APP_GUARD, useClass: AccessGuard },
      { provide: APP_INTERCEPTOR, useClass: StandardSchemaSerializerInterceptor },
      SignedIn,
      SignIn,
      ReleaseOffice,
      ProviderSignIn,
      CaseDesk,
      BlindLooks,
      BlindLookInterceptor,
      CampaignSharing,
      ActionPreviews,
      EnforcementDesk,
      EnforcementClock,
      Readiness,
      OwnAlarms,
    ],
  };
}
