import type { Category } from '#detect/detector';
import { TAXONOMY_VERSION } from '#publish/categories';

/** Version of the texts below and of the code list they explain; a decision names the one it was made by. */
export const POLICY_VERSION = TAXONOMY_VERSION;

/** What every category asks of whoever decides. */
const ALWAYS =
  'Judge what was done, not what was said about oneself. Confirm only what another reviewer would confirm from the same evidence; when in doubt choose uncertain or ask for a second opinion. Country, language and a VPN alone prove nothing.';

/** What tells a violation from its honest double, by category. */
const TEXTS: Readonly<Record<Category, string>> = {
  SPM: 'Bulk promotion that hides its common origin. Newsletters of one verified sender, translations and drafts of one text are none.',
  CBR: 'Help that brings somebody closer to a weapon of mass harm. Safety research and teaching at textbook level are none. Refer at once.',
  CYB: 'Malware, intrusion or tooling against systems of others. Defence, teaching and tests with consent of the owner are none.',
  CSE: 'Sexual content about minors, grooming, or help with either. Refer at once; look at no more than the decision needs.',
  FRD: 'Deception for gain. Training material against fraud and plain marketing are none.',
  INF: 'Coordinated content that hides who speaks in order to sway public debate. Campaigning in one’s own name is none.',
  VIO: 'Threats, praise of violence, or help with it. Fiction, news and history are none.',
  SLF: 'Encouragement of self-harm, or instructions for it. Somebody in need is none: point to help instead of acting.',
  HAT: 'Attacks on people for who they are. Quotation, research and moderation are none.',
  SUR: 'Watching or profiling people without consent. Records of one’s own users, as their contract says, are none.',
  SEX: 'Non-consensual or otherwise prohibited sexual content about adults. Medicine and education are none.',
  REG: 'Trade in regulated goods, and other crime. Prevention, law and news are none.',
  MOD: 'Extraction of the model or bypass of its safeguards at scale. Evaluation that was announced is none.',
  ACC: 'Stolen or resold keys, account farming, evasion of limits and bans. Build fleets, classrooms and offices behind one address are none.',
  OTH: 'A violation that no other category covers; say in the reason which rule it breaks.',
};

/** The text of policy a decision in a category is made by. */
export function policyText(category: Category): string {
  return `${TEXTS[category]} ${ALWAYS}`;
}
