import { Body, Controller, Get, HttpCode, Param, Post, SerializeOptions } from '@nestjs/common';
import { ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { ProblemBody } from '#platform/http/problem';
import type { ReleaseDeed } from '#publish/release-deed';
import { Allows } from '../access/allows.js';
import { type PersonAsking, PersonAsks } from '../access/asking.js';
import { ReleaseOffice } from './release-office.js';
import {
  Period,
  ReleaseApproval,
  ReleasePlan,
  ReleaseRejection,
  ReleaseReview,
  ReleaseWithdrawal,
  ReleaseWork,
} from './release-shape.js';
import { shapeReview, shapeWork } from './shape-release.js';

const REFUSED = ApiResponse({
  status: 409,
  description: 'It cannot be done as the release stands; the message says what to do instead',
  standardSchema: ProblemBody,
});
const ABSENT = ApiResponse({
  status: 404,
  description: 'This process publishes nothing',
  standardSchema: ProblemBody,
});
const AFTER = { description: 'How long work on the period stands', standardSchema: ReleaseWork };

/** The life of a quarter's public tables, as people drive it. */
@ApiTags('releases')
@Controller('v1/releases/:period')
@REFUSED
@ABSENT
export class ReleaseActsController {
  constructor(private readonly office: ReleaseOffice) {}

  @Get('review')
  @Allows('release', 'draft')
  @ApiOperation({ summary: 'What will the public see of a measured release, and what did the attacks on it find?' })
  @ApiOkResponse({ description: 'Noisy numbers alone', standardSchema: ReleaseReview })
  @SerializeOptions({ schema: ReleaseReview })
  async reviewRelease(@Param('period', { schema: Period }) period: string): Promise<ReleaseReview> {
    return shapeReview(await this.office.ask((desk) => desk.review(period)));
  }

  @Get('work')
  @Allows('release', 'draft')
  @ApiOperation({ summary: 'How far has measuring or checking come?' })
  @ApiOkResponse(AFTER)
  @SerializeOptions({ schema: ReleaseWork })
  async showReleaseWork(@Param('period', { schema: Period }) period: string): Promise<ReleaseWork> {
    return shapeWork(await this.office.ask((desk) => desk.progress(period)));
  }

  @Post('plan')
  @Allows('release', 'draft')
  @HttpCode(200)
  @ApiOperation({ summary: 'Settle what the release of a quarter will hold and when it comes out' })
  @ApiOkResponse(AFTER)
  @SerializeOptions({ schema: ReleaseWork })
  planRelease(
    @Param('period', { schema: Period }) period: string,
    @Body({ schema: ReleasePlan }) { models, publish_at }: z.infer<typeof ReleasePlan>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<ReleaseWork> {
    const publishAt = publish_at === undefined ? undefined : new Date(publish_at);
    return this.#done(asking, period, { kind: 'plan', models, publishAt });
  }

  @Post('freeze')
  @Allows('release', 'draft')
  @HttpCode(200)
  @ApiOperation({ summary: 'Fix what will be asked, and make its hash public' })
  @ApiOkResponse(AFTER)
  @SerializeOptions({ schema: ReleaseWork })
  freezeRelease(
    @Param('period', { schema: Period }) period: string,
    @PersonAsks() asking: PersonAsking,
  ): Promise<ReleaseWork> {
    return this.#done(asking, period, { kind: 'freeze' });
  }

  @Post('measure')
  @Allows('release', 'draft')
  @HttpCode(202)
  @ApiOperation({
    summary: 'Begin to count a frozen release, debit the year and draw its noise, once',
    description: 'It goes on in the background; see its work, and cancel it before the draw.',
  })
  @ApiResponse({ status: 202, ...AFTER })
  @SerializeOptions({ schema: ReleaseWork })
  measureRelease(
    @Param('period', { schema: Period }) period: string,
    @PersonAsks() asking: PersonAsking,
  ): Promise<ReleaseWork> {
    return this.#done(asking, period, { kind: 'measure' });
  }

  @Post('check')
  @Allows('release', 'draft')
  @HttpCode(202)
  @ApiOperation({ summary: 'Begin to attack a measured release, and to write its files for review' })
  @ApiResponse({ status: 202, ...AFTER })
  @SerializeOptions({ schema: ReleaseWork })
  checkRelease(
    @Param('period', { schema: Period }) period: string,
    @PersonAsks() asking: PersonAsking,
  ): Promise<ReleaseWork> {
    return this.#done(asking, period, { kind: 'check' });
  }

  @Post('cancel')
  @Allows('release', 'draft')
  @HttpCode(200)
  @ApiOperation({ summary: 'Cancel measuring or checking', description: 'What was drawn stays drawn, and paid.' })
  @ApiOkResponse(AFTER)
  @SerializeOptions({ schema: ReleaseWork })
  async cancelReleaseWork(
    @Param('period', { schema: Period }) period: string,
    @PersonAsks() { login }: PersonAsking,
  ): Promise<ReleaseWork> {
    await this.office.cancel(login, period);
    return shapeWork(await this.office.ask((desk) => desk.progress(period)));
  }

  @Post('approve')
  @Allows('release', 'approve')
  @HttpCode(200)
  @ApiOperation({
    summary: 'Hand in signatures of exactly what lies in review, as a second person',
    description:
      'Whoever drafted the release cannot. Sign `to_sign` of the review; the private key stays with its owner.',
  })
  @ApiOkResponse(AFTER)
  @SerializeOptions({ schema: ReleaseWork })
  approveRelease(
    @Param('period', { schema: Period }) period: string,
    @Body({ schema: ReleaseApproval }) approval: z.infer<typeof ReleaseApproval>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<ReleaseWork> {
    const bytes = (signature: string) => Buffer.from(signature, 'base64url');
    const signatures = {
      publicKey: approval.public_key,
      jws: bytes(approval.jws_signature),
      minisign: bytes(approval.minisign_signature),
      comment: bytes(approval.comment_signature),
    };
    return this.#done(asking, period, { kind: 'approve', signatures });
  }

  @Post('reject')
  @Allows('release', 'approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Turn down what lies in review, for an error; an unwelcome number is none' })
  @ApiOkResponse(AFTER)
  @SerializeOptions({ schema: ReleaseWork })
  rejectRelease(
    @Param('period', { schema: Period }) period: string,
    @Body({ schema: ReleaseRejection }) { code, reason }: z.infer<typeof ReleaseRejection>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<ReleaseWork> {
    return this.#done(asking, period, { kind: 'reject', code, reason });
  }

  @Post('publish')
  @Allows('release', 'approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Put an approved release on the site, from its announced hour on' })
  @ApiOkResponse(AFTER)
  @SerializeOptions({ schema: ReleaseWork })
  publishRelease(
    @Param('period', { schema: Period }) period: string,
    @PersonAsks() asking: PersonAsking,
  ): Promise<ReleaseWork> {
    return this.#done(asking, period, { kind: 'publish' });
  }

  @Post('withdraw')
  @Allows('release', 'approve')
  @HttpCode(200)
  @ApiOperation({ summary: 'Take a published version back; a tombstone stays in its place' })
  @ApiOkResponse(AFTER)
  @SerializeOptions({ schema: ReleaseWork })
  withdrawRelease(
    @Param('period', { schema: Period }) period: string,
    @Body({ schema: ReleaseWithdrawal }) {
      version,
      reason,
      removes_data: removesData,
    }: z.infer<typeof ReleaseWithdrawal>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<ReleaseWork> {
    return this.#done(asking, period, { kind: 'withdraw', version, reason, removesData });
  }

  async #done({ login }: PersonAsking, period: string, deed: ReleaseDeed): Promise<ReleaseWork> {
    await this.office.act(login, period, deed);
    return shapeWork(await this.office.ask((desk) => desk.progress(period)));
  }
}
