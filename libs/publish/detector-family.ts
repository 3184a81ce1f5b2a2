import { DETECTOR_FAMILIES } from './code-lists.js';

/** By what means each detector in service finds; who adds one says so here. */
const FAMILY: Readonly<Record<string, string>> = {
  'account-pool': 'GRF',
  'coordinated-accounts': 'GRF',
  'emerging-cluster': 'GRF',
  'filter-evasion': 'RUL',
  'limit-hammering': 'RUL',
  'limit-riding': 'RUL',
  'model-extraction': 'BEH',
  'narrative-fan-out': 'GRF',
  'persistent-violation': 'CLS',
  'persona-farm': 'BEH',
  'shared-key': 'BEH',
  'spam-campaign': 'GRF',
  'usage-spike': 'BEH',
};

/** Every detector whose finds are published under a family of its own. */
export const DETECTOR_NAMES: readonly string[] = Object.keys(FAMILY);

/**
 * The family a detector is published under.
 *
 * @param detector  name as incidents carry it
 * @returns         a code of `DETECTOR_FAMILIES`; what no detector of ours found was found by people hunting
 */
export function detectorFamily(detector: string): string {
  return Object.hasOwn(FAMILY, detector) ? (FAMILY[detector] ?? HUNTED) : HUNTED;
}

/** Hunting is what is left: a person looked. */
const HUNTED = 'HUM';

/** Whether the families find without a person, and decide without one, in the words of the Digital Services Act. */
export const AUTOMATION: readonly {
  readonly family: string;
  readonly detection: boolean;
  readonly decision: boolean;
}[] = DETECTOR_FAMILIES.codes.map(({ code }) => ({
  family: code,
  detection: code !== 'EXT' && code !== 'HUM',
  // Every confirmed incident was decided by a person.
  decision: false,
}));
