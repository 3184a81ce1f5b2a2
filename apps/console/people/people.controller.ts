import { Body, Controller, Get, Inject, Param, Post, SerializeOptions } from '@nestjs/common';
import { ApiCreatedResponse, ApiOkResponse, ApiOperation, ApiResponse, ApiTags } from '@nestjs/swagger';
import type { z } from 'zod';
import { AuditTrail } from '#casebook/audit-trail';
import { Casebook } from '#casebook/casebook';
import { listPeople, type Person as PersonRow } from '#casebook/people';
import { Clock } from '#platform/clock';
import { Problem, ProblemBody } from '#platform/http/problem';
import { Allows } from '../access/allows.js';
import { type PersonAsking, PersonAsks } from '../access/asking.js';
import { WALL_CLOCK } from '../tokens.js';
import { add, changeRole, disable, enable, type Managed, type Managing, reset } from './manage-people.js';
import { NewPerson, People, PersonChange, PersonId, RoleChange, SignInLink } from './people-shape.js';

const REFUSED = {
  unknown: [404, 'person_unknown', 'there is nobody of this id', 'see GET /v1/people for those there are'],
  taken: [409, 'login_taken', 'login: somebody has it already', 'choose another one'],
  last_admin: [409, 'last_admin', 'nobody else is an admin', 'make somebody else an admin first'],
  no_change: [409, 'no_change', 'it is so already', 'look at the person again'],
} as const;

const UNKNOWN = ApiResponse({ status: 404, description: 'Nobody of that id', standardSchema: ProblemBody });
const CONFLICT = ApiResponse({
  status: 409,
  description: 'It cannot be done as things stand',
  standardSchema: ProblemBody,
});

/** Who may sign in, and as what. */
@ApiTags('people')
@Controller('v1/people')
export class PeopleController {
  constructor(
    private readonly casebook: Casebook,
    private readonly trail: AuditTrail,
    @Inject(WALL_CLOCK) private readonly wall: Clock,
  ) {}

  @Get()
  @Allows('person', 'read')
  @ApiOperation({ summary: 'Who is there?' })
  @ApiOkResponse({ description: 'Everybody, by login', standardSchema: People })
  @SerializeOptions({ schema: People })
  async listPeople(): Promise<People> {
    return { people: (await listPeople(this.casebook)).map(shapePerson) };
  }

  @Post()
  @Allows('person', 'change')
  @ApiOperation({ summary: 'Add somebody', description: 'Answers a link, once, by which they choose a password.' })
  @ApiCreatedResponse({ description: 'They are added', standardSchema: SignInLink })
  @CONFLICT
  @SerializeOptions({ schema: SignInLink })
  async addPerson(
    @Body({ schema: NewPerson }) { reason, ...wanted }: z.infer<typeof NewPerson>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<SignInLink> {
    return shapeManaged(await add(this.#managing(asking, reason), wanted));
  }

  @Post(':id/role')
  @Allows('person', 'change')
  @ApiOperation({ summary: 'Change what somebody may do' })
  @ApiCreatedResponse({ description: 'It holds from their next request on', standardSchema: SignInLink })
  @UNKNOWN
  @CONFLICT
  @SerializeOptions({ schema: SignInLink })
  async changeRole(
    @Param('id', { schema: PersonId }) id: string,
    @Body({ schema: RoleChange }) { role, reason }: z.infer<typeof RoleChange>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<SignInLink> {
    return shapeManaged(await changeRole(this.#managing(asking, reason), id, role));
  }

  @Post(':id/disable')
  @Allows('person', 'change')
  @ApiOperation({ summary: 'Let somebody in no more', description: 'Their sessions end at once.' })
  @ApiCreatedResponse({ description: 'They are out', standardSchema: SignInLink })
  @UNKNOWN
  @CONFLICT
  @SerializeOptions({ schema: SignInLink })
  async disablePerson(
    @Param('id', { schema: PersonId }) id: string,
    @Body({ schema: PersonChange }) { reason }: z.infer<typeof PersonChange>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<SignInLink> {
    return shapeManaged(await disable(this.#managing(asking, reason), id));
  }

  @Post(':id/enable')
  @Allows('person', 'change')
  @ApiOperation({ summary: 'Let somebody in again' })
  @ApiCreatedResponse({ description: 'They may sign in', standardSchema: SignInLink })
  @UNKNOWN
  @CONFLICT
  @SerializeOptions({ schema: SignInLink })
  async enablePerson(
    @Param('id', { schema: PersonId }) id: string,
    @Body({ schema: PersonChange }) { reason }: z.infer<typeof PersonChange>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<SignInLink> {
    return shapeManaged(await enable(this.#managing(asking, reason), id));
  }

  @Post(':id/reset')
  @Allows('person', 'change')
  @ApiOperation({ summary: "Take somebody's password away", description: 'Answers a link, once, to choose another.' })
  @ApiCreatedResponse({ description: 'They need the link now', standardSchema: SignInLink })
  @UNKNOWN
  @SerializeOptions({ schema: SignInLink })
  async resetPerson(
    @Param('id', { schema: PersonId }) id: string,
    @Body({ schema: PersonChange }) { reason }: z.infer<typeof PersonChange>,
    @PersonAsks() asking: PersonAsking,
  ): Promise<SignInLink> {
    return shapeManaged(await reset(this.#managing(asking, reason), id));
  }

  #managing({ login }: PersonAsking, reason: string): Managing {
    return { casebook: this.casebook, trail: this.trail, actor: login, now: this.wall.now(), reason };
  }
}

function shapeManaged(managed: Managed): SignInLink {
  if ('refused' in managed) {
    const [status, code, message, next] = REFUSED[managed.refused];
    throw new Problem(status, code, message, next);
  }
  const { person, link } = managed;
  return {
    person: shapePerson(person),
    link: link === undefined ? null : `/welcome#${link.token}`,
    expires_at: link?.expiresAt.toISOString() ?? null,
  };
}

function shapePerson({ id, login, name, role, disabledAt, createdAt, lastSignedInAt }: PersonRow) {
  return {
    id,
    login,
    name,
    role,
    disabled: disabledAt !== null,
    created_at: createdAt.toISOString(),
    last_signed_in_at: lastSignedInAt?.toISOString() ?? null,
  };
}
