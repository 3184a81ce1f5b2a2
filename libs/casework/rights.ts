/** What a person may be to the installation; everybody has exactly one role. */
export const ROLES = ['viewer', 'investigator', 'lead', 'publisher', 'admin'] as const;
export type Role = (typeof ROLES)[number];

const EVERYBODY = ROLES;
/** Whoever looks at cases at all; a publisher sees counts only. */
const READERS = ['viewer', 'investigator', 'lead', 'admin'] as const;
/** Whoever works on cases. An admin may too, or an installation of one person could decide nothing. */
const WORKERS = ['investigator', 'lead', 'admin'] as const;
const LEADS = ['lead', 'admin'] as const;
const PUBLISHERS = ['publisher', 'admin'] as const;
const ADMINS = ['admin'] as const;

/**
 * Who may do what to which resource: the whole of it, and nothing else is allowed to anybody.
 *
 * What depends on the case as well, such as that nobody judges an appeal against an action of their own, is decided beside it.
 */
export const RIGHTS = {
  incident: {
    read: READERS,
    /** Claim, note, prioritise, take over for oneself, snooze, ask for and give a second opinion, refer to an authority. */
    work: WORKERS,
    decide: WORKERS,
    /** Merge, split, assign to others, end another person's claim. */
    arrange: LEADS,
    /** Read retained text; each look is logged. */
    reveal: WORKERS,
  },
  /** Action sets and what is in force against accounts. */
  enforcement: { read: READERS, preview: WORKERS, execute: WORKERS, undo: WORKERS },
  appeal: { read: READERS, file: WORKERS, judge: LEADS },
  /** Exceptions and shared networks. */
  exception: { read: READERS, change: LEADS },
  detector: { read: READERS, change: LEADS },
  discovery: { read: READERS, mark: WORKERS },
  /** Usage records without text: hunts and pages of accounts, keys, networks. */
  usage: { read: READERS, export: WORKERS },
  /** Settle: drive refused lines again, or discard their text. */
  ingest: { read: READERS, settle: LEADS },
  /** The weekly draw for blind review. */
  sample: { read: LEADS, draw: LEADS },
  /** Figures about the whole: counts, shares and costs, of nobody in particular. */
  overview: { read: EVERYBODY },
  release: { read: EVERYBODY, draft: PUBLISHERS, approve: PUBLISHERS },
  audit: { read: LEADS },
  person: { read: WORKERS, change: ADMINS },
  key: { read: ADMINS, change: ADMINS },
  /** Receivers of webhooks and their deliveries. */
  webhook: { read: LEADS, change: ADMINS },
  metrics: { read: ADMINS },
  /** What is wrong with the installation itself. */
  status: { read: READERS },
} as const satisfies Record<string, Record<string, readonly Role[]>>;

export type Resource = keyof typeof RIGHTS;
export type ActionOn<R extends Resource> = keyof (typeof RIGHTS)[R] & string;

/** One cell's name, such as `incident:read`. */
export type Right = { [R in Resource]: `${R}:${ActionOn<R>}` }[Resource];

/**
 * Whether a role may do something.
 *
 * @returns  false for whatever the matrix does not name
 */
export function may<R extends Resource>(role: Role, resource: R, action: ActionOn<R>): boolean {
  const actions: Readonly<Record<string, readonly Role[]>> = RIGHTS[resource];
  return (
    Object.hasOwn(RIGHTS, resource) && Object.hasOwn(actions, action) && (actions[action]?.includes(role) ?? false)
  );
}

/** Everything a role may do, in the order of the matrix. */
export function rightsOf(role: Role): Right[] {
  return Object.entries(RIGHTS).flatMap(([resource, actions]) =>
    Object.entries(actions)
      .filter(([, roles]) => (roles as readonly Role[]).includes(role))
      .map(([action]) => `${resource}:${action}` as Right),
  );
}
