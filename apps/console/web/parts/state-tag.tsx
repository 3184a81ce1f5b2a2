import { Tag, type Tone } from './tag.js';

const TONES: Readonly<Record<string, Tone>> = {
  open: 'ink',
  confirmed: 'critical',
  dismissed: 'low',
  uncertain: 'medium',
};

/** Where an incident stands. */
export function StateTag({ state }: { readonly state: string }) {
  return <Tag tone={TONES[state] ?? 'plain'}>{state}</Tag>;
}
