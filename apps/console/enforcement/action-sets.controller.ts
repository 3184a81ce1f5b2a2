import { Body, Controller, Get, HttpCode, Param, Post, Query, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { actionSetFile, enforcementsOf, listActionSets } from '#casebook/action-sets';
import { Casebook } from '#casebook/casebook';
import { cancel, execute, undo } from '#casework/action-set';
import { ProblemBody } from '#platform/http/problem';
import { Allows } from '../access/allows.js';
import { type PersonAsking, PersonAsks } from '../access/asking.js';
import { RecordsBlindLooks } from '../casework/records-blind-looks.js';
import {
  AccountEnforcement,
  AccountId,
  ActionSet,
  ActionSetId,
  ActionSetQuery,
  ActionSets,
  Execution,
  Undoing,
} from './action-set-shape.js';
import { EnforcementDesk, unknownSet } from './enforcement-desk.js';
import { shapeActionSet, shapeActionSetLine, shapeEnforcement } from './shape-action-set.js';

const UNKNOWN = ApiResponse({ status: 404, description: 'No such action set', standardSchema: ProblemBody });
const REFUSED = ApiResponse({ status: 409, description: 'Its state does not allow it', standardSchema: ProblemBody });

/** What is done against accounts, as one and undone as one. */
@ApiTags('enforcement')
@Controller('v1')
export class ActionSetsController {
  constructor(
    private readonly casebook: Casebook,
    private readonly desk: EnforcementDesk,
  ) {}

  @Get('action-sets')
  @Allows('enforcement', 'read')
  @RecordsBlindLooks()
  @ApiOperation({ summary: 'Which action sets are there?' })
  @ApiOkResponse({ description: 'Latest drafted first', standardSchema: ActionSets })
  @SerializeOptions({ schema: ActionSets })
  async actionSets(@Query({ schema: ActionSetQuery }) query: z.infer<typeof ActionSetQuery>): Promise<ActionSets> {
    const { limit, incident, account, state } = query;
    const files = await listActionSets(this.casebook, {
      limit,
      ...(incident === undefined ? {} : { incident }),
      ...(account === undefined ? {} : { account }),
      ...(state === undefined ? {} : { state }),
    });
    return { action_sets: files.map((file) => shapeActionSetLine(file, this.desk.now())) };
  }

  @Get('action-sets/:id')
  @Allows('enforcement', 'read')
  @ApiOperation({ summary: 'What does an action set do, and how far is it?' })
  @ApiOkResponse({ description: 'The action set', standardSchema: ActionSet })
  @UNKNOWN
  @SerializeOptions({ schema: ActionSet })
  actionSet(@Param('id', { schema: ActionSetId }) id: string): Promise<ActionSet> {
    return this.#look(id);
  }

  @Post('action-sets/:id/execute')
  @HttpCode(200)
  @Allows('enforcement', 'execute')
  @ApiOperation({
    summary: 'Act on a share of its accounts, or on all of them',
    description: 'In an order that chance fixed; with a spread, each account at an instant of its own.',
  })
  @ApiOkResponse({ description: 'The action set as it then is', standardSchema: ActionSet })
  @UNKNOWN
  @REFUSED
  @SerializeOptions({ schema: ActionSet })
  async executeActionSet(
    @Param('id', { schema: ActionSetId }) id: string,
    @Body({ schema: Execution }) { percent, spread_minutes }: z.infer<typeof Execution>,
    @PersonAsks() { login }: PersonAsking,
  ): Promise<ActionSet> {
    await this.desk.step(login, id, 'execute', '', (set, now) => execute(set, percent, spread_minutes * 60_000, now));
    return this.#look(id);
  }

  @Post('action-sets/:id/undo')
  @HttpCode(200)
  @Allows('enforcement', 'undo')
  @ApiOperation({ summary: 'Lift everything it did, and do nothing more of it' })
  @ApiOkResponse({ description: 'The action set as it then is', standardSchema: ActionSet })
  @UNKNOWN
  @REFUSED
  @SerializeOptions({ schema: ActionSet })
  async undoActionSet(
    @Param('id', { schema: ActionSetId }) id: string,
    @Body({ schema: Undoing }) { reason }: z.infer<typeof Undoing>,
    @PersonAsks() { login }: PersonAsking,
  ): Promise<ActionSet> {
    await this.desk.step(login, id, 'undo', reason, undo);
    return this.#look(id);
  }

  @Post('action-sets/:id/cancel')
  @HttpCode(200)
  @Allows('enforcement', 'execute')
  @ApiOperation({ summary: 'Give up a draft of which nothing was done' })
  @ApiOkResponse({ description: 'The action set as it then is', standardSchema: ActionSet })
  @UNKNOWN
  @REFUSED
  @SerializeOptions({ schema: ActionSet })
  async cancelActionSet(
    @Param('id', { schema: ActionSetId }) id: string,
    @PersonAsks() { login }: PersonAsking,
  ): Promise<ActionSet> {
    await this.desk.step(login, id, 'cancel', '', cancel);
    return this.#look(id);
  }

  @Get('accounts/:account/enforcement')
  @Allows('enforcement', 'read')
  @RecordsBlindLooks()
  @ApiOperation({ summary: 'What is in force against an account, and what was?' })
  @ApiOkResponse({ description: 'Latest first', standardSchema: AccountEnforcement })
  @SerializeOptions({ schema: AccountEnforcement })
  async accountEnforcement(@Param('account', { schema: AccountId }) account: string): Promise<AccountEnforcement> {
    return shapeEnforcement(account, await enforcementsOf(this.casebook, [account]), this.desk.now());
  }

  async #look(id: string): Promise<ActionSet> {
    const file = await actionSetFile(this.casebook, id);
    if (file === undefined) throw unknownSet(id);
    return shapeActionSet(file, this.desk.now());
  }
}
