import { Controller, Get, Inject, Query, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Casebook } from '#casebook/casebook';
import { countFacets, listQueue, namesOfPeople, type QueueFilter, type QueueLine } from '#casebook/queue';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Allows } from '../access/allows.js';
import { type PersonAsking, PersonAsks } from '../access/asking.js';
import { shapeIncident } from '../incident-shape.js';
import { WALL_CLOCK } from '../tokens.js';
import { PRIORITIES } from './casework-shape.js';
import { FacetQuery, Facets, QueuePage, QueueQuery } from './queue-shape.js';
import { RecordsBlindLooks } from './records-blind-looks.js';

/** What the desk shows when nothing else is asked for: cases that nobody has settled. */
const UNSETTLED = ['open', 'uncertain'];

const INVALID = ApiResponse({ status: 400, description: 'A field is wrong', standardSchema: ProblemBody });

/** The incidents that wait for people. */
@ApiTags('casework')
@Controller('v1/queue')
export class QueueController {
  constructor(
    private readonly casebook: Casebook,
    private readonly clock: Clock,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  @Get()
  @Allows('incident', 'read')
  @RecordsBlindLooks()
  @ApiOperation({ summary: 'Which incidents wait?', description: 'Those merged into others are left out.' })
  @ApiOkResponse({ description: 'A page of them', standardSchema: QueuePage })
  @INVALID
  @SerializeOptions({ schema: QueuePage })
  async queue(
    @Query({ schema: QueueQuery }) { order, limit, cursor, ...filters }: z.infer<typeof QueueQuery>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<QueuePage> {
    const filter = this.#filter(filters, asking);
    const page = await listQueue(this.casebook, filter, order, limit, cursor).catch((cause: unknown) => {
      if (!(cause instanceof RangeError)) throw cause;
      throw new Problem(400, 'invalid_request', 'cursor: is none of this order', 'begin again without a cursor', {
        cause,
      });
    });
    return { incidents: page.incidents.map(shapeLine), next_cursor: page.cursor ?? null };
  }

  @Get('facets')
  @Allows('incident', 'read')
  @RecordsBlindLooks()
  @ApiOperation({ summary: 'How many incidents would each further filter leave?' })
  @ApiOkResponse({ description: 'Counts by facet and value', standardSchema: Facets })
  @INVALID
  @SerializeOptions({ schema: Facets })
  async facets(
    @Query({ schema: FacetQuery }) filters: z.infer<typeof FacetQuery>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<Facets> {
    const counts = await countFacets(this.casebook, this.#filter(filters, asking));
    const of = (name: (typeof counts)[number]['facet']) =>
      counts.filter(({ facet }) => facet === name).map(({ value, incidents }) => ({ value, count: incidents }));
    const assignee = of('assignee');
    const ids = assignee.map(({ value }) => value).filter((value) => value !== 'nobody');
    return {
      total: of('total')[0]?.count ?? 0,
      state: of('state'),
      category: of('category'),
      severity: of('severity'),
      detector: of('detector'),
      age: of('age'),
      assignee,
      people: await namesOfPeople(this.casebook, ids),
    };
  }

  #filter(query: z.infer<typeof FacetQuery>, { id }: PersonAsking): QueueFilter {
    const { state = UNSETTLED, category, severity, detector, age, assignee, account, opinion, snoozed } = query;
    return {
      states: state,
      categories: category,
      severities: severity,
      detectors: detector,
      ages: age,
      assignees: assignee?.map((who) => (who === 'me' ? id : who)),
      accounts: account === undefined ? undefined : [account],
      opinionWanted: opinion === undefined ? undefined : true,
      snoozed: snoozed === 'also' ? undefined : snoozed === 'only',
      now: this.clock.now(),
      wall: this.wall.now(),
    };
  }
}

function shapeLine(line: QueueLine): QueuePage['incidents'][number] {
  const { assigneeId, assigneeLogin, assigneeName, claimantId, claimantLogin, claimantName } = line;
  const named = (id: string | null, login: string | null, name: string | null) =>
    id === null || login === null || name === null ? null : { id, login, name };
  const claimant = named(claimantId, claimantLogin, claimantName);
  const { claimSince, claimUntil } = line;
  return {
    ...shapeIncident(line),
    priority: PRIORITIES[line.priority] ?? 'normal',
    assignee: named(assigneeId, assigneeLogin, assigneeName),
    claim:
      claimant === null || claimSince === null || claimUntil === null
        ? null
        : { person: claimant, since: claimSince.toISOString(), until: claimUntil.toISOString() },
    snoozed_until: line.snoozedUntil?.toISOString() ?? null,
    opinion_wanted: line.opinionWanted,
    notes: line.notes,
    blind: line.blind,
  };
}
