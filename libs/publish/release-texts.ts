import { fractionText } from '#disclosure/fraction';
import { privacyCost, REVISION_RESERVE, totalCost, YEARLY_BUDGET } from '#disclosure/privacy-cost';
import { isSound } from './check.js';
import { type MeasuredRelease, markedTitle } from './measured-release.js';
import { absentTables } from './public-tables.js';

/** Name of the series in every catalogue. */
export const SERIES = 'llm-misuse-statistics';

/** Licence of the numbers, as SPDX names it. */
export const LICENCE = { spdx: 'CC-BY-4.0', url: 'https://creativecommons.org/licenses/by/4.0/' };

/** @returns the release's title, such as `Misuse of an AI API, 2026-Q3` */
export function releaseTitle({ quarter, demo }: MeasuredRelease): string {
  return markedTitle(`Misuse of an AI API, ${quarter.name}`, demo);
}

/** One page for people: what this is, and how not to read it. */
export function readme(release: MeasuredRelease): string {
  const { version, quarter, tables, demo, specHash } = release;
  return `# ${releaseTitle(release)}

Version ${version}, published ${day(release.publishAt)}.${demo ? '\n\nDEMO: the figures are invented; no real service stands behind them.' : ''}

How many actors were confirmed to misuse the service from ${day(quarter.window.from)} to ${day(new Date(quarter.window.until.getTime() - 1))}, in what
way, how they were found, and what was done. One actor is all accounts known to belong together. Every number carries random
noise that protects each actor, and an interval that says how much.

| table | what it shows |
|---|---|
${tables.map(({ table }) => `| [${table.id}](tables/${table.id}.csv) ${table.title} | ${table.shows} |`).join('\n')}
${missing(release)}
## How to read it

- \`value\` is rounded to 5; \`lower95\` and \`upper95\` hold the true number 95 times in 100.
- \`low\` is not zero: it is too little to tell from nothing.
- For sums take \`measurements/\`: noisy, unrounded, unbiased, sometimes negative.
- A change that is smaller than the noise of both quarters is no change.

## How to check it

    usewatch release verify FOLDER
    sha256sum --check SHA256SUMS
    minisign -V -m SHA256SUMS -P KEY        KEY stands in SHA256SUMS.minisig and on the site's key page

The specification was frozen on ${day(release.frozenAt)}, before anything was counted; its SHA-256 is
\`${specHash}\`.

Licence: ${LICENCE.spdx}. See quality.md, methods.html, privacy.json and attack-report.json.
`;
}

/** Relevance, accuracy, timeliness, comparability, coherence and limits, as statistical offices state them. */
export function quality(release: MeasuredRelease): string {
  const { quarter, tables, checks } = release;
  const rho = totalCost(tables.map(({ table }) => privacyCost(table.sensitivitySquared, table.sigma2)));
  const days = Math.round((release.publishAt.getTime() - quarter.window.until.getTime()) / 86_400_000);
  return `# Quality statement: ${releaseTitle(release)}

**Relevance.** Counts actors with a confirmed incident, by what they did, how they were found and what was done. It does not count
misuse that nobody found: see the yearly estimates for that.

**Accuracy.** The only error of the counts themselves is noise of known size (standard deviations ${[...new Set(tables.map(({ table }) => fractionText(table.sigma2)))].map((sigma2) => `√${sigma2}`).join(', ')}).
Wrong decisions are another matter: T6 tells what was reversed${tables.some(({ table }) => table.id === 't9') ? ', T9 what blind review found' : ''}.

**Timeliness.** Published ${days} days after the quarter's end, as announced.

**Comparability.** Periods follow the date of decision, so a closed quarter never changes by itself. The code lists have version
numbers; a changed meaning breaks the series and says so.

**Coherence.** T2 to T4 are fitted to T1. Rounding and low cells keep displayed numbers from adding up exactly.

**Confidentiality.** This release costs each actor ρ = ${fractionText(rho)} of a yearly ${fractionText(YEARLY_BUDGET)}, of which ${fractionText(REVISION_RESERVE)} is kept for revisions.

**Limits.** An actor counted as several, because nothing links its accounts, is protected less. Confirmed does not mean proven.
Referrals are counted from recorded referrals alone; none and few look alike under the noise.
${missing(release)}
**Checks.** ${checks.length === 0 ? 'Not checked yet.' : `${checks.filter(isSound).length} of ${checks.length} attacks and laws passed with their controls; see attack-report.json.`}
`;
}

/** What changed from version to version of this period. */
export function changelog(release: MeasuredRelease): string {
  const { version, publishAt, earlier } = release;
  const entries = [...earlier]
    .reverse()
    .map((one) => `## ${one.version}, ${day(one.publishedAt)}\n\nReplaced: ${one.reason}\n`);
  const first = earlier.at(-1);
  return `# Changes of ${releaseTitle(release)}

## ${version}, ${day(publishAt)}

${first === undefined ? 'First version.' : `Numbers changed, with fresh noise paid from the reserve: ${first.reason}`}

${entries.join('\n')}`
    .trimEnd()
    .concat('\n');
}

/** How to cite the release. */
export function citation(release: MeasuredRelease): string {
  return `cff-version: 1.2.0
type: dataset
message: If you use these numbers, please cite them as below.
title: "${releaseTitle(release)}"
version: ${release.version}
date-released: ${day(release.publishAt)}
license: ${LICENCE.spdx}
authors:
  - name: ${release.demo ? 'DEMO operator' : 'The operator of the service'}
keywords:
  - misuse
  - language models
  - differential privacy
`;
}

/** The licence of numbers and texts. */
export function licence(release: MeasuredRelease): string {
  return `${releaseTitle(release)}

Licensed under the Creative Commons Attribution 4.0 International licence (SPDX: ${LICENCE.spdx}).

You may share and adapt these numbers and texts for any purpose, also commercially, if you give credit, link to the
licence and say what you changed. You may not add terms that keep others from doing the same. No warranty is given.

Full text: ${LICENCE.url}legalcode
`;
}

/** @returns `YYYY-MM-DD` in UTC */
export function day(at: Date): string {
  return at.toISOString().slice(0, 10);
}

function missing({ choice }: MeasuredRelease): string {
  const absent = absentTables(choice);
  if (absent.length === 0) return '';
  return `\nNot in this release:\n\n${absent.map(({ id, title, reason }) => `- ${id} ${title}: ${reason}`).join('\n')}\n`;
}
