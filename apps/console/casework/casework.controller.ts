import { Body, Controller, Get, Param, Post, SerializeOptions } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import {
  addNote,
  addReferral,
  askOpinion,
  claimOf,
  giveOpinion,
  keepClaim,
  openQuestion,
  setIncident,
} from '#casebook/casework';
import { personById } from '#casebook/people';
import { claim, standingClaim } from '#casework/claim';
import { may } from '#casework/rights';
import { Problem } from '#platform/http/problem';
import { Allows } from '../access/allows.js';
import { type PersonAsking, PersonAsks } from '../access/asking.js';
import { IncidentId } from '../incident-shape.js';
import { AnswersCasework } from './answers-casework.js';
import { CaseDesk } from './case-desk.js';
import {
  Casework,
  NewAssignee,
  NewClaim,
  NewNote,
  NewOpinion,
  NewPriority,
  NewQuestion,
  NewReferral,
  NewSnooze,
  PRIORITIES,
} from './casework-shape.js';

/** Milliseconds an incident may sleep at most; longer is a decision. */
const LONGEST_SNOOZE = 30 * 86_400_000;

/** What people do about an incident beside deciding it. */
@ApiTags('casework')
@SerializeOptions({ schema: Casework })
@Controller('v1/incidents/:id')
export class CaseworkController {
  constructor(private readonly desk: CaseDesk) {}

  @Get('casework')
  @Allows('incident', 'read')
  @ApiOperation({ summary: 'What have people done about an incident?' })
  @AnswersCasework(200)
  casework(@Param('id', { schema: IncidentId }) id: string): Promise<Casework> {
    return this.desk.look(id);
  }

  @Post('claim')
  @Allows('incident', 'work')
  @ApiOperation({
    summary: 'Work on an incident, so that others keep off it',
    description: 'Holds for 20 minutes; claiming again renews it. 409 says who works on it until when.',
  })
  @AnswersCasework()
  claimIncident(
    @Param('id', { schema: IncidentId }) id: string,
    @Body({ schema: NewClaim }) { take_over }: z.infer<typeof NewClaim>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<Casework> {
    if (take_over && !may(asking.role, 'incident', 'arrange')) {
      throw new Problem(
        403,
        'right_missing',
        'take_over: your role may not end the claim of another person',
        'ask a lead, or wait until it runs out',
      );
    }
    return this.desk.change(id, { asking, action: 'incident.claim' }, async (tx, incident, now) => {
      refuseMerged(incident.mergedInto);
      const outcome = claim(await claimOf(tx, id), asking.id, take_over, now);
      if ('heldBy' in outcome) {
        const holder = await personById(tx, outcome.heldBy.person);
        throw new Problem(
          409,
          'claimed',
          `${holder?.name ?? 'somebody else'} works on it until ${outcome.heldBy.until.toISOString().slice(0, 16).replace('T', ' ')} UTC`,
          'take the next one, ask them to release it, or wait',
        );
      }
      await keepClaim(tx, id, outcome.claim);
      return { until: outcome.claim.until.toISOString(), taken_from: outcome.takenFrom ?? null };
    });
  }

  @Post('release')
  @Allows('incident', 'work')
  @ApiOperation({ summary: 'Let others work on an incident' })
  @AnswersCasework()
  releaseIncident(
    @Param('id', { schema: IncidentId }) id: string,
    @PersonAsks() asking: PersonAsking,
  ): Promise<Casework> {
    return this.desk.change(id, { asking, action: 'incident.release' }, async (tx, _incident, now) => {
      const held = standingClaim(await claimOf(tx, id), now);
      if (held !== undefined && held.person !== asking.id) {
        throw new Problem(409, 'claimed', 'another person works on it', 'a lead may take it over');
      }
      await keepClaim(tx, id, undefined);
      return {};
    });
  }

  @Post('notes')
  @Allows('incident', 'work')
  @ApiOperation({ summary: 'Note something about an incident', description: 'Notes are never changed.' })
  @AnswersCasework()
  noteIncident(
    @Param('id', { schema: IncidentId }) id: string,
    @Body({ schema: NewNote }) { text }: z.infer<typeof NewNote>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<Casework> {
    return this.desk.change(id, { asking, action: 'incident.note' }, async (tx, { notes }, now) => {
      await addNote(tx, { incident: id, ordinal: notes + 1, writtenBy: asking.login, writtenAt: now, text });
      await setIncident(tx, id, { notes: notes + 1 });
      return { ordinal: notes + 1 };
    });
  }

  @Post('priority')
  @Allows('incident', 'work')
  @ApiOperation({ summary: 'Say how soon an incident should be looked at' })
  @AnswersCasework()
  prioritiseIncident(
    @Param('id', { schema: IncidentId }) id: string,
    @Body({ schema: NewPriority }) { priority }: z.infer<typeof NewPriority>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<Casework> {
    return this.desk.change(id, { asking, action: 'incident.prioritise' }, async (tx) => {
      await setIncident(tx, id, { priority: PRIORITIES.indexOf(priority) });
      return { priority };
    });
  }

  @Post('assignee')
  @Allows('incident', 'work')
  @ApiOperation({ summary: 'Say whose incident it is', description: 'Only leads give it to others.' })
  @AnswersCasework()
  assignIncident(
    @Param('id', { schema: IncidentId }) id: string,
    @Body({ schema: NewAssignee }) { person }: z.infer<typeof NewAssignee>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<Casework> {
    return this.desk.change(id, { asking, action: 'incident.assign' }, async (tx, incident) => {
      const own = person === asking.id || (person === null && incident.assignee === asking.id);
      if (!own && !may(asking.role, 'incident', 'arrange')) {
        throw new Problem(
          403,
          'right_missing',
          'person: your role assigns incidents to nobody but yourself',
          'ask a lead',
        );
      }
      const to = person === null ? undefined : await personById(tx, person);
      if (person !== null && (to === undefined || to.disabledAt !== null || !may(to.role, 'incident', 'work'))) {
        throw new Problem(
          409,
          'cannot_work',
          'person: is not there, or may not work on incidents',
          'see GET /v1/people',
        );
      }
      await setIncident(tx, id, { assignee: person });
      return { to: to?.login ?? null };
    });
  }

  @Post('snooze')
  @Allows('incident', 'work')
  @ApiOperation({ summary: 'Put an incident aside until an instant, or wake it' })
  @AnswersCasework()
  snoozeIncident(
    @Param('id', { schema: IncidentId }) id: string,
    @Body({ schema: NewSnooze }) { until, reason }: z.infer<typeof NewSnooze>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<Casework> {
    return this.desk.change(id, { asking, action: 'incident.snooze', reason }, async (tx, _incident, now) => {
      const wake = until === null ? null : new Date(until);
      if (wake !== null && (wake <= now || wake.getTime() - now.getTime() > LONGEST_SNOOZE)) {
        throw new Problem(
          400,
          'invalid_request',
          'until: must lie ahead, by 30 days at most',
          'choose another instant',
        );
      }
      await setIncident(tx, id, { snoozedUntil: wake });
      return { until: wake?.toISOString() ?? null };
    });
  }

  @Post('second-opinion')
  @Allows('incident', 'work')
  @ApiOperation({ summary: 'Ask somebody else to judge an incident too' })
  @AnswersCasework()
  askOpinion(
    @Param('id', { schema: IncidentId }) id: string,
    @Body({ schema: NewQuestion }) { question }: z.infer<typeof NewQuestion>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<Casework> {
    return this.desk.change(id, { asking, action: 'incident.ask' }, async (tx, _incident, now) => {
      if ((await openQuestion(tx, id)) !== undefined) {
        throw new Problem(
          409,
          'already_asked',
          'a question waits for its answer already',
          'wait for it, or note what you would add',
        );
      }
      await askOpinion(tx, id, { askedBy: asking.login, askedAt: now, question });
      await setIncident(tx, id, { opinionWanted: true });
      return {};
    });
  }

  @Post('opinions')
  @Allows('incident', 'work')
  @ApiOperation({ summary: 'Answer somebody who asked for a second opinion' })
  @AnswersCasework()
  giveOpinion(
    @Param('id', { schema: IncidentId }) id: string,
    @Body({ schema: NewOpinion }) { verdict, reason }: z.infer<typeof NewOpinion>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<Casework> {
    return this.desk.change(id, { asking, action: 'incident.opinion', reason }, async (tx, _incident, now) => {
      const asked = await openQuestion(tx, id);
      if (asked === undefined) throw new Problem(409, 'not_asked', 'nobody waits for an opinion', 'decide, or note it');
      if (asked.askedBy === asking.login) {
        throw new Problem(409, 'own_question', 'the question is your own', 'somebody else has to answer it');
      }
      await giveOpinion(tx, id, asked.ordinal, { verdict, reason, answeredBy: asking.login, answeredAt: now });
      await setIncident(tx, id, { opinionWanted: false });
      return { verdict };
    });
  }

  @Post('referrals')
  @Allows('incident', 'work')
  @ApiOperation({ summary: 'Write down that an incident was referred to an authority' })
  @AnswersCasework()
  referIncident(
    @Param('id', { schema: IncidentId }) id: string,
    @Body({ schema: NewReferral }) { authority, reference, reason }: z.infer<typeof NewReferral>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<Casework> {
    return this.desk.change(id, { asking, action: 'incident.refer', reason }, async (tx, _incident, now) => {
      await addReferral(tx, { incident: id, authority, reference, reason, referredBy: asking.login, referredAt: now });
      await setIncident(tx, id, {});
      return { authority, reference };
    });
  }
}

function refuseMerged(into: string | null): void {
  if (into === null) return;
  throw new Problem(409, 'merged', `it has gone into incident ${into}`, 'work on that one, or take this one out of it');
}
