import { Body, Controller, Get, Param, Post, SerializeOptions } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { Casebook } from '#casebook/casebook';
import { detectorVerdicts } from '#casebook/detector-precision';
import { listFindings } from '#casebook/findings';
import { latestRuns, sumRuns } from '#casebook/run-history';
import { changeStage, listStages } from '#casebook/stages';
import { catalogue } from '#detect/catalogue';
import type { Detector } from '#detect/detector';
import { nextStage, stageAt } from '#detect/stage';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Allows } from '../access/allows.js';
import { type Asking, actorOf, WhoAsks } from '../access/asking.js';
import { BlindLooks } from '../casework/blind-looks.js';
import { detectorFile } from './detector-file.js';
import {
  DetectorDetail,
  DetectorName,
  Detectors,
  NewStage,
  shapeDetector,
  shapeFinding,
  shapeRun,
} from './detector-shape.js';

const UNKNOWN = ApiResponse({ status: 404, description: 'No such detector', standardSchema: ProblemBody });

/** Runs and findings shown of one detector; a person reads the latest. */
const SHOWN = 50;

/** What looks for misuse, how far it has come, and whether what it finds opens anything. */
@ApiTags('detectors')
@Controller('v1/detectors')
export class DetectorsController {
  constructor(
    private readonly casebook: Casebook,
    private readonly clock: Clock,
    private readonly looks: BlindLooks,
  ) {}

  @Get()
  @Allows('detector', 'read', 'incidents:read')
  @ApiOperation({ summary: 'Which detectors are there, and how do they do?' })
  @ApiOkResponse({ description: 'The catalogue, by name', standardSchema: Detectors })
  @SerializeOptions({ schema: Detectors })
  async listDetectors(): Promise<Detectors> {
    const [sums, stages, verdicts] = await Promise.all([
      sumRuns(this.casebook, {}),
      listStages(this.casebook),
      detectorVerdicts(this.casebook),
    ]);
    const now = this.clock.now();
    return {
      detectors: catalogue.map((detector) =>
        shapeDetector(
          detectorFile(detector, sums, stages, now),
          verdicts.find((of) => of.detector === detector.name),
        ),
      ),
    };
  }

  @Get(':name')
  @Allows('detector', 'read', 'incidents:read')
  @ApiOperation({ summary: 'How does one detector do?', description: 'With its latest 50 runs and findings.' })
  @ApiOkResponse({ description: 'The detector', standardSchema: DetectorDetail })
  @UNKNOWN
  @SerializeOptions({ schema: DetectorDetail })
  getDetector(@Param('name', { schema: DetectorName }) name: string): Promise<DetectorDetail> {
    return this.#detail(detectorOf(name));
  }

  @Post(':name/stages')
  @Allows('detector', 'change')
  @ApiOperation({
    summary: 'Put a detector in service, or take it out',
    description: 'It counts for windows that end from now on; what was found before stays as it is.',
  })
  @ApiCreatedResponse({ description: 'The detector as it then stands', standardSchema: DetectorDetail })
  @UNKNOWN
  @ApiResponse({ status: 409, description: 'It is in that stage already', standardSchema: ProblemBody })
  @SerializeOptions({ schema: DetectorDetail })
  async changeStage(
    @Param('name', { schema: DetectorName }) name: string,
    @Body({ schema: NewStage }) { change, reason }: z.infer<typeof NewStage>,
    @WhoAsks() asking: Asking,
  ): Promise<DetectorDetail> {
    const detector = detectorOf(name);
    const decidedAt = this.clock.now();
    const decided = await changeStage(this.casebook, name, (history) => {
      const next = nextStage(stageAt(detector, history, decidedAt), change);
      if ('refused' in next) return next;
      return {
        entry: { version: detector.version, change, ...next, decidedBy: actorOf(asking), decidedAt, reason },
      };
    });
    if ('refused' in decided) {
      throw new Problem(409, 'stage_unchanged', decided.refused, 'look at the detector and decide again');
    }
    return this.#detail(detector);
  }

  async #detail(detector: Detector): Promise<DetectorDetail> {
    const { name } = detector;
    const [sums, stages, verdicts, runs, findings] = await Promise.all([
      sumRuns(this.casebook, { detector: name }),
      listStages(this.casebook, name),
      detectorVerdicts(this.casebook),
      latestRuns(this.casebook, { detector: name }, SHOWN),
      listFindings(this.casebook, { detector: name }, SHOWN),
    ]);
    const named = findings.filter(({ subjectKind }) => subjectKind === 'account').map(({ subject }) => subject);
    const blind = await this.looks.under(named);
    const file = detectorFile(detector, sums, stages, this.clock.now());
    return {
      ...shapeDetector(
        file,
        verdicts.find((of) => of.detector === name),
      ),
      runs: runs.map(shapeRun),
      findings: findings.filter(({ subject }) => !blind.has(subject)).map(shapeFinding),
      withheld_findings: findings.filter(({ subject }) => blind.has(subject)).length,
    };
  }
}

/** @throws {Problem} when the catalogue has none of that name */
function detectorOf(name: string): Detector {
  const detector = catalogue.find((each) => each.name === name);
  if (detector !== undefined) return detector;
  throw new Problem(404, 'detector_unknown', `there is no detector ${name}`, 'see GET /v1/detectors');
}
