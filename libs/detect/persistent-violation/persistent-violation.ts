import type { Detector, Finding } from '#detect/detector';
import { HARM_CATEGORIES, type Harm, harmOf } from './harm.js';
import { LEAST_USUAL, type Persistence, persistence } from './persistence.js';
import { Row } from './row.js';

/** Probability at which somebody looks (`report`) or something may be done (`act`): false alarms an account, week and category. */
const REPORTED = 1e-3;
const ACTED_ON = 1e-5;

/** Occasions asked for at either point: one long evening may be a single story. */
const OCCASIONS = { report: 2, act: 3 } as const;

/** Accounts that the sample must hold before anything is done: fewer hardly tell what is usual. */
const TELLING_COHORT = 50;

/** Sittings side by side from which an established organisation serves people of its own, with rules of its own. */
const INSTITUTION = 2;

/** Records shown. */
const SHOWN = 50;

/**
 * Persistent violation: a classifier scores an account high, call after call, on one occasion after the other.
 *
 * High is what the same classifier hardly ever gives to others in the same category, since thresholds do not transfer from
 * one classifier to another. Single high scores accuse nobody: fiction, history and moderation have them too.
 *
 * Public cases: racist role-play, among the misuse in the wild that was not foreseen (OpenAI, "Lessons learned on language
 * model safety and misuse", March 2022), and bots for prohibited content behind resold keys (Microsoft Digital Crimes Unit,
 * Storm-2139, February 2025).
 */
export const persistentViolation: Detector<Row> = {
  name: 'persistent-violation',
  version: 1,
  category: 'HAT',
  otherCategories: HARM_CATEGORIES.filter((category) => category !== 'HAT'),
  family: 'CLS',
  severity: 'medium',
  everyHours: 24,
  // A week, so that sessions of two evenings meet.
  spanHours: 168,
  judges: 'windows',
  catches:
    'An account of which half of the calls or more score high for one harm, in whole sessions, on two occasions a week or more.',
  misses:
    'Sessions of fewer than six scored calls, harm on one evening only, calls that no classifier scores, scores under 0.2, gateways that log only the categories that were hit, and established organisations with several sessions at a time.',
  mistakes:
    'A writer of dark fiction or a small moderation desk that works through long sessions and is no established organisation.',
  measures: {
    records: { unit: 'calls with a high score in those sessions' },
    calls: { unit: 'calls of those sessions' },
    sessions: { unit: 'sessions of which half the calls score high' },
    occasions: {
      unit: 'occasions with such a session, three hours of rest between them',
      report: OCCASIONS.report,
      act: OCCASIONS.act,
    },
    all_occasions: { unit: 'occasions with a session of six scored calls or more' },
    high_from: { unit: 'score, 0..1' },
    usual_share: {
      unit: '0..1 of the calls of the calmer half of the accounts; 0.01 where hardly anybody is scored',
    },
    cohort: { unit: 'other accounts scored', act: TELLING_COHORT },
    side_by_side: {
      unit: 'sessions open at a time, mean',
      note: 'organisations of long standing are left alone from 2 on',
    },
    score: {
      unit: 'powers of ten by which chance is ruled out',
      report: -Math.log10(REPORTED),
      act: -Math.log10(ACTED_ON),
      note: 'self-harm is never acted on',
    },
  },
  sql: new URL('./persistent-violation.sql', import.meta.url),
  row: Row,
  judge(rows) {
    return [...rows].sort((a, b) => (a.account < b.account ? -1 : 1)).flatMap((row) => finding(row));
  },
};

/** At most one finding an account: of its most telling category. */
function finding(row: Row): Finding[] {
  const isInstitution = row.is_named === 0 || row.side_by_side >= INSTITUTION;
  if (row.is_established > 0 && isInstitution) return [];
  const [strongest] = persistence(row.sittings, row.cohort)
    .filter(({ chance, occasions }) => chance <= REPORTED && occasions >= OCCASIONS.report)
    .flatMap((found) => {
      const harm = harmOf(found.category);
      return harm === undefined ? [] : [{ found, harm }];
    })
    .sort(
      (a, b) =>
        a.found.chance - b.found.chance ||
        b.found.high - a.found.high ||
        a.harm.rank - b.harm.rank ||
        (nameOf(a.found) < nameOf(b.found) ? -1 : 1),
    );
  return strongest === undefined ? [] : [describe(row, strongest.found, strongest.harm)];
}

function describe({ account, is_established, side_by_side }: Row, found: Persistence, harm: Harm): Finding {
  const { sittings, calls, high, occasions, ofOccasions, chance, highFrom, usual } = found;
  const isActedOn =
    is_established === 0 &&
    // Who writes of harming himself is in need more often than in breach.
    harm.name !== 'self-harm' &&
    (usual?.accounts ?? 0) >= TELLING_COHORT &&
    occasions >= OCCASIONS.act &&
    chance <= ACTED_ON;
  return {
    subject: { kind: 'account', id: account },
    score: -Math.log10(Math.max(chance, Number.MIN_VALUE)),
    point: isActedOn ? 'act' : 'report',
    category: harm.category,
    because:
      `${high} of ${calls} calls scored high for ${harm.name} in ${sittings.length} sessions on ${occasions} of ${ofOccasions} occasions; ` +
      (usual === undefined
        ? 'hardly anybody else is scored'
        : `of ordinary accounts ${percent(usual.usual)} of the calls do`),
    numbers: {
      records: high,
      calls,
      sessions: sittings.length,
      occasions,
      all_occasions: ofOccasions,
      high_from: highFrom,
      usual_share: usual?.usual ?? LEAST_USUAL,
      cohort: usual?.accounts ?? 0,
      side_by_side,
    },
    evidence: evidence(found),
  };
}

/** As many records of each session as there is room for. */
function evidence({ sittings }: Persistence): string[] {
  const each = Math.max(1, Math.floor(SHOWN / sittings.length));
  return sittings.flatMap(({ records }) => records.slice(0, each)).slice(0, SHOWN);
}

function nameOf({ classifier, category }: Persistence): string {
  return `${classifier} ${category}`;
}

function percent(share: number): string {
  return `${(100 * share).toFixed(1)} %`;
}
