import type { ReleaseReview } from '../api/answers.js';
import { get } from '../api/ask.js';
import type { Field, Filled } from '../parts/form-dialog.js';

/** Something a person may do with a release as it stands. */
export interface ReleaseAct {
  /** Last word of its address. */
  readonly deed: 'freeze' | 'measure' | 'check' | 'approve' | 'reject' | 'publish' | 'withdraw';
  readonly name: string;
  /** What to know before it is done. */
  readonly says: string;
  readonly right: 'release:draft' | 'release:approve';
  readonly fields: readonly Field[];
  /** What is sent for a period; sensible only once the release stands as the act needs it. */
  readonly body: (filled: Filled, period: string) => object | Promise<object>;
}

const REASONS = [
  ['source-error', 'Error in the source'],
  ['method-error', 'Error in the method'],
  ['text-error', 'Error in a text'],
  ['disclosure-risk', 'Somebody could be recognised'],
  ['legal', 'Legal reason'],
].map(([value = '', label = '']) => ({ value, label }));

const nothing = () => ({});

const freeze: ReleaseAct = {
  ...{ deed: 'freeze', name: 'Freeze', right: 'release:draft', fields: [], body: nothing },
  says: 'Fixes what will be asked and makes its hash public, 30 days before the numbers. It cannot be changed afterwards.',
};
const measure: ReleaseAct = {
  ...{ deed: 'measure', name: 'Measure', right: 'release:draft', fields: [], body: nothing },
  says: 'Counts, debits the year’s privacy budget and draws the noise, once. Until the draw it can be cancelled.',
};
const check: ReleaseAct = {
  ...{ deed: 'check', name: 'Check', right: 'release:draft', fields: [], body: nothing },
  says: 'Attacks the release as readers could and writes its files for review. An approval given before is void.',
};
const approve: ReleaseAct = {
  ...{ deed: 'approve', name: 'Approve', right: 'release:approve' },
  says: 'Signs exactly what lies in review, in this browser: signatures are sent, your key is not. Whoever drafted the release cannot.',
  fields: [{ name: 'key', label: 'Your private key', says: 'PEM, as usewatch release signer made it', as: 'text' }],
  body: async ({ key = '' }, period) => {
    const { to_sign: toSign } = await get<ReleaseReview>(`/v1/releases/${encodeURIComponent(period)}/review`, {});
    if (toSign === null) throw new Error('there is nothing to sign yet: check the release first');
    // Only who approves loads what signs.
    const { signRelease } = await import('./sign-release.js');
    return signRelease(key, toSign);
  },
};
const reject: ReleaseAct = {
  ...{ deed: 'reject', name: 'Reject', right: 'release:approve' },
  says: 'For an error alone; an unwelcome number is none. What was drawn stays paid.',
  fields: [
    { name: 'code', label: 'Kind of error', choices: REASONS },
    { name: 'reason', label: 'What is wrong', as: 'text' },
  ],
  body: ({ code, reason }) => ({ code, reason }),
};
const publish: ReleaseAct = {
  ...{ deed: 'publish', name: 'Publish', right: 'release:approve', fields: [], body: nothing },
  says: 'Puts the approved files on the public site, from the announced hour on. They stay as they are.',
};
const withdraw: ReleaseAct = {
  ...{ deed: 'withdraw', name: 'Withdraw', right: 'release:approve' },
  says: 'Takes this version back. A tombstone with its hash, your reason and the date stays in its place.',
  fields: [{ name: 'reason', label: 'Reason', says: 'stands on the tombstone', as: 'text' }],
  body: ({ reason, version }) => ({ reason, version }),
};

const ACTS: Readonly<Record<string, readonly ReleaseAct[]>> = {
  planned: [freeze],
  frozen: [measure],
  snapshot: [measure],
  measuring: [measure],
  measured: [check],
  review: [approve, reject, check],
  scheduled: [publish, reject],
  published: [withdraw],
};

/** What comes next for a release in a state; nothing once it ended. */
export function actsIn(state: string): readonly ReleaseAct[] {
  return ACTS[state] ?? [];
}

/** Whether a release in a state may have work going on in the background. */
export function hasLongWork(state: string): boolean {
  return actsIn(state).some(({ deed }) => deed === 'measure' || deed === 'check');
}
