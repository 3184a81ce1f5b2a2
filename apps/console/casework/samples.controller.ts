import { Body, Controller, Get, Inject, Post, SerializeOptions } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { type StratumLabels, sampleLabels } from '#casebook/audit-samples';
import { Casebook } from '#casebook/casebook';
import { isoWeek } from '#casework/iso-week';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Allows } from '../access/allows.js';
import { type PersonAsking, PersonAsks } from '../access/asking.js';
import { SAMPLE_DRAWER, type SampleDrawer } from '../tokens.js';
import { NewSample, Sample, Samples } from './sample-shape.js';

const WEEK = 7 * 86_400_000;

/** From the strongest thing a detector may say of an account. */
const STRATA: readonly StratumLabels['stratum'][] = ['act', 'report', 'shadow', 'none'];

/** The weekly audit sample: how many accounts were drawn of each stratum, and how far blind review has come; never whom. */
@ApiTags('casework')
@Controller('v1/samples')
export class SamplesController {
  constructor(
    private readonly casebook: Casebook,
    private readonly clock: Clock,
    @Inject(SAMPLE_DRAWER) private readonly draw: SampleDrawer | undefined,
  ) {}

  @Get()
  @Allows('sample', 'read')
  @ApiOperation({ summary: 'Which weeks were drawn for blind review, and how far has it come?' })
  @ApiOkResponse({ description: 'The latest week first', standardSchema: Samples })
  @SerializeOptions({ schema: Samples })
  async list(): Promise<Samples> {
    const last = isoWeek(new Date(this.clock.now().getTime() - WEEK));
    return { last_week: last, draws: this.draw !== undefined, samples: samplesOf(await sampleLabels(this.casebook)) };
  }

  @Post()
  @Allows('sample', 'draw')
  @ApiOperation({
    summary: 'Draw the audit sample of a week',
    description: 'A week is drawn once; asked again, it stands. The clock draws each week by itself once it has ended.',
  })
  @ApiCreatedResponse({ description: 'The week as it was drawn', standardSchema: Sample })
  @ApiResponse({
    status: 409,
    description: 'The week has not ended, or this process draws none',
    standardSchema: ProblemBody,
  })
  @SerializeOptions({ schema: Sample })
  async drawWeek(
    @Body({ schema: NewSample }) { week }: z.infer<typeof NewSample>,
    @PersonAsks() { login }: PersonAsking,
  ): Promise<Sample> {
    if (this.draw === undefined) {
      throw new Problem(
        409,
        'draws_none',
        'this process draws no samples',
        'use `usewatch audit sample` where Usewatch runs',
      );
    }
    await this.draw(week, login).catch((cause: unknown) => {
      if (!(cause instanceof RangeError)) throw cause;
      throw new Problem(409, 'week_refused', `week: ${cause.message}`, 'name an ISO week that has ended', { cause });
    });
    const [drawn] = samplesOf(await sampleLabels(this.casebook, week));
    if (drawn === undefined) throw new TypeError('drawWeek requires the draw it has just made');
    return drawn;
  }
}

function samplesOf(labels: readonly StratumLabels[]): Sample[] {
  const weeks = [...new Set(labels.map(({ week }) => week))].sort().reverse();
  return weeks.map((week) => ({
    week,
    strata: labels
      .filter((each) => each.week === week)
      .sort((a, b) => STRATA.indexOf(a.stratum) - STRATA.indexOf(b.stratum))
      .map(({ stratum, population, drawn, confirmed, dismissed, uncertain, unlabelled }) => ({
        stratum,
        population,
        drawn,
        confirmed,
        dismissed,
        uncertain,
        waiting: unlabelled,
      })),
  }));
}
