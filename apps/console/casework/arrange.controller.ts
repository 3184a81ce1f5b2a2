import { createHash } from 'node:crypto';
import { Body, Controller, Param, Post, SerializeOptions } from '@nestjs/common';
import { ApiOperation, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { hasMerged, type IncidentRow, lockIncident, setIncident } from '#casebook/casework';
import { caseMembers } from '#casebook/incidents';
import type { CasebookSession } from '#casebook/session';
import { splitOff } from '#casebook/split-off';
import { type Arranged, mergeFault, splitFault } from '#casework/rearrange';
import { Problem } from '#platform/http/problem';
import { Allows } from '../access/allows.js';
import { type PersonAsking, PersonAsks } from '../access/asking.js';
import { IncidentId } from '../incident-shape.js';
import { AnswersCasework } from './answers-casework.js';
import { CaseDesk, unknownIncident } from './case-desk.js';
import { Casework, NewMerge, NewSplit, NewUnmerge } from './casework-shape.js';

/** Putting incidents together, and taking them apart. */
@ApiTags('casework')
@SerializeOptions({ schema: Casework })
@Controller('v1/incidents/:id')
export class ArrangeController {
  constructor(private readonly desk: CaseDesk) {}

  @Post('merge')
  @Allows('incident', 'arrange')
  @ApiOperation({
    summary: 'Put an incident into another one',
    description: 'Findings keep their own; it can be taken out.',
  })
  @AnswersCasework()
  mergeIncident(
    @Param('id', { schema: IncidentId }) id: string,
    @Body({ schema: NewMerge }) { into, reason }: z.infer<typeof NewMerge>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<Casework> {
    return this.desk.change(id, { asking, action: 'incident.merge', reason }, async (tx, incident) => {
      const other = await lockIncident(tx, into);
      if (other === undefined) throw unknownIncident(into);
      const fault = mergeFault(await arranged(tx, incident), await arranged(tx, other));
      if (fault !== undefined) throw new Problem(409, 'cannot_merge', fault, 'look at both incidents again');
      await setIncident(tx, id, { mergedInto: into });
      await setIncident(tx, into, {});
      return { into };
    });
  }

  @Post('unmerge')
  @Allows('incident', 'arrange')
  @ApiOperation({ summary: 'Take an incident out of the one it has gone into' })
  @AnswersCasework()
  unmergeIncident(
    @Param('id', { schema: IncidentId }) id: string,
    @Body({ schema: NewUnmerge }) { reason }: z.infer<typeof NewUnmerge>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<Casework> {
    return this.desk.change(id, { asking, action: 'incident.unmerge', reason }, async (tx, { mergedInto }) => {
      if (mergedInto === null) {
        throw new Problem(409, 'cannot_merge', 'it has gone into no other incident', 'look at the incident again');
      }
      await setIncident(tx, id, { mergedInto: null });
      return { from: mergedInto };
    });
  }

  @Post('split')
  @Allows('incident', 'arrange')
  @ApiOperation({ summary: 'Move members into an incident of their own', description: 'Answers the new one.' })
  @AnswersCasework()
  async splitIncident(
    @Param('id', { schema: IncidentId }) id: string,
    @Body({ schema: NewSplit }) { accounts, reason }: z.infer<typeof NewSplit>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<Casework> {
    const moved = [...new Set(accounts)].sort();
    const part = createHash('sha256')
      .update(JSON.stringify(['split', id, moved]))
      .digest('hex')
      .slice(0, 32);
    await this.desk.change(id, { asking, action: 'incident.split', reason }, async (tx, incident, now) => {
      const members = await caseMembers(tx, id);
      const names = members.map(({ account }) => account);
      const fault = splitFault(await arranged(tx, incident), names, moved);
      if (fault !== undefined) throw new Problem(409, 'cannot_split', fault, 'look at the incident again');
      const going = new Set(moved);
      await splitOff(
        tx,
        incident,
        part,
        members.filter(({ account }) => going.has(account)),
        now,
      );
      return { into: part, accounts: moved.length };
    });
    return this.desk.look(part);
  }
}

async function arranged(tx: CasebookSession, { id, blind, mergedInto }: IncidentRow): Promise<Arranged> {
  return { id, blind, mergedInto, hasMerged: await hasMerged(tx, id) };
}
