import { createRootRoute, createRoute, createRouter, lazyRouteComponent, redirect } from '@tanstack/react-router';
import { queueQuery } from './api/incidents.js';
import { queryClient } from './api/query-client.js';
import { readAuditSearch } from './audit/audit-search.js';
import { SUBJECT_PAGES } from './entity/subject-pages.js';
import { readExceptionSearch } from './exceptions/exception-search.js';
import { readHuntSearch } from './hunt/hunt-search.js';
import { IncidentPage } from './incident/incident-page.js';
import { readTab } from './incident/incident-tabs.js';
import { readOverviewSearch } from './overview/overview-search.js';
import { QueuePage } from './queue/queue-page.js';
import { askedOf, readQueueSearch } from './queue/queue-search.js';
import { readSearch, writeSearch } from './search-text.js';
import { Missing } from './shell/missing.js';
import { Shell } from './shell/shell.js';
import { SignInPage } from './sign-in/sign-in-page.js';
import { WelcomePage } from './sign-in/welcome-page.js';

const root = createRootRoute({ notFoundComponent: Missing });

const signIn = createRoute({
  getParentRoute: () => root,
  path: '/sign-in',
  component: SignInPage,
  validateSearch: (search: Record<string, unknown>) => ({
    ...(typeof search.to === 'string' && /^\/[^/\\]/.test(search.to) ? { to: search.to } : {}),
    ...(typeof search.problem === 'string' ? { problem: search.problem } : {}),
  }),
});
const welcome = createRoute({ getParentRoute: () => root, path: '/welcome', component: WelcomePage });
const desk = createRoute({ getParentRoute: () => root, id: 'desk', component: Shell });

const home = createRoute({
  getParentRoute: () => desk,
  path: '/',
  beforeLoad: () => {
    throw redirect({ to: '/queue', replace: true });
  },
});
const queue = createRoute({
  getParentRoute: () => desk,
  path: '/queue',
  component: QueuePage,
  validateSearch: readQueueSearch,
  loaderDeps: ({ search }) => askedOf(search),
  // While the session is asked for, not after it: whoever has none is refused both.
  loader: ({ deps }) => void queryClient.prefetchInfiniteQuery(queueQuery(deps)),
});
const overview = createRoute({
  getParentRoute: () => desk,
  path: '/overview',
  component: lazyRouteComponent(() => import('./overview/overview-page.js'), 'OverviewPage'),
  validateSearch: readOverviewSearch,
});
const incident = createRoute({
  getParentRoute: () => desk,
  path: '/incidents/$id',
  component: IncidentPage,
  validateSearch: readTab,
});
const campaigns = createRoute({
  getParentRoute: () => desk,
  path: '/campaigns',
  component: lazyRouteComponent(() => import('./campaigns/campaigns-page.js'), 'CampaignsPage'),
});
const campaign = createRoute({
  getParentRoute: () => desk,
  path: '/campaigns/$id',
  component: lazyRouteComponent(() => import('./campaigns/campaign-page.js'), 'CampaignPage'),
});
const discoveries = createRoute({
  getParentRoute: () => desk,
  path: '/discoveries',
  component: lazyRouteComponent(() => import('./discoveries/discoveries-page.js'), 'DiscoveriesPage'),
});
const discovery = createRoute({
  getParentRoute: () => desk,
  path: '/discoveries/$id',
  component: lazyRouteComponent(() => import('./discoveries/discovery-page.js'), 'DiscoveryPage'),
});
const hunt = createRoute({
  getParentRoute: () => desk,
  path: '/hunt',
  component: lazyRouteComponent(() => import('./hunt/hunt-page.js'), 'HuntPage'),
  validateSearch: readHuntSearch,
});
const detectors = createRoute({
  getParentRoute: () => desk,
  path: '/detectors',
  component: lazyRouteComponent(() => import('./detectors/detectors-page.js'), 'DetectorsPage'),
});
const detector = createRoute({
  getParentRoute: () => desk,
  path: '/detectors/$name',
  component: lazyRouteComponent(() => import('./detectors/detector-page.js'), 'DetectorPage'),
});
const ingest = createRoute({
  getParentRoute: () => desk,
  path: '/ingest',
  component: lazyRouteComponent(() => import('./ingest/ingest-page.js'), 'IngestPage'),
});
const actions = createRoute({
  getParentRoute: () => desk,
  path: '/actions',
  component: lazyRouteComponent(() => import('./actions/actions-page.js'), 'ActionsPage'),
});
const appeals = createRoute({
  getParentRoute: () => desk,
  path: '/appeals',
  component: lazyRouteComponent(() => import('./appeals/appeals-page.js'), 'AppealsPage'),
  validateSearch: ({ state }: Record<string, unknown>) => (state === 'judged' ? { state: 'judged' as const } : {}),
});
const exceptions = createRoute({
  getParentRoute: () => desk,
  path: '/exceptions',
  component: lazyRouteComponent(() => import('./exceptions/exceptions-page.js'), 'ExceptionsPage'),
  validateSearch: readExceptionSearch,
});
const quarantine = createRoute({
  getParentRoute: () => desk,
  path: '/quarantine',
  component: lazyRouteComponent(() => import('./quarantine/quarantine-page.js'), 'QuarantinePage'),
  validateSearch: ({ reason }: Record<string, unknown>) => (typeof reason === 'string' ? { reason } : {}),
});
const audit = createRoute({
  getParentRoute: () => desk,
  path: '/audit',
  component: lazyRouteComponent(() => import('./audit/audit-page.js'), 'AuditPage'),
  validateSearch: readAuditSearch,
});
const samples = createRoute({
  getParentRoute: () => desk,
  path: '/samples',
  component: lazyRouteComponent(() => import('./samples/samples-page.js'), 'SamplesPage'),
});
const people = createRoute({
  getParentRoute: () => desk,
  path: '/people',
  component: lazyRouteComponent(() => import('./people/people-page.js'), 'PeoplePage'),
});
const releases = createRoute({
  getParentRoute: () => desk,
  path: '/releases',
  component: lazyRouteComponent(() => import('./releases/releases-page.js'), 'ReleasesPage'),
});
const status = createRoute({
  getParentRoute: () => desk,
  path: '/status',
  component: lazyRouteComponent(() => import('./status/status-page.js'), 'StatusPage'),
});
const subjects = SUBJECT_PAGES.map(({ path }) =>
  createRoute({
    getParentRoute: () => desk,
    path: `/${path}/$id`,
    component: lazyRouteComponent(() => import('./entity/entity-page.js'), 'EntityPage'),
  }),
);

const pages = [
  home,
  overview,
  queue,
  incident,
  campaigns,
  campaign,
  discoveries,
  discovery,
  hunt,
  detectors,
  detector,
  ingest,
];
const routeTree = root.addChildren([
  signIn,
  welcome,
  desk.addChildren([
    ...pages,
    actions,
    appeals,
    exceptions,
    quarantine,
    releases,
    samples,
    audit,
    people,
    status,
    ...subjects,
  ]),
]);

/** Addresses hold words, never JSON, so that a person can read and mend them. */
export const router = createRouter({
  routeTree,
  parseSearch: readSearch,
  stringifySearch: writeSearch,
  scrollRestoration: true,
  defaultPreload: 'intent',
});

declare module '@tanstack/react-router' {
  interface Register {
    router: typeof router;
  }
}
