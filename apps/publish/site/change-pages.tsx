import { fractionText } from '#disclosure/fraction';
import { REVISION_RESERVE, YEARLY_BUDGET } from '#disclosure/privacy-cost';
import { keyText } from '#publish/public-table';
import { day } from '#publish/release-texts';
import { headlines } from './headlines.js';
import { addressOf, currentVersion, type SiteContent } from './site-content.js';
import { pageText } from './site-page.js';
import { arrow, cellName } from './table-page.js';

/** What changed beyond noise, reversals, time to action, budget and next dates: for whoever leads, and for everybody. */
export function leadershipPage(content: SiteContent): string {
  const current = currentVersion(content);
  const changed = (current?.tables ?? []).flatMap(({ table, cells }) =>
    cells.flatMap((cell) => {
      const change = current?.changes.get(`${table.id} ${keyText(cell)}`);
      return change === undefined || change === 'within noise' ? [] : [{ table, cell, change }];
    }),
  );
  const next = content.calendar.filter(({ state }) => !['published', 'superseded', 'withdrawn'].includes(state));
  return pageText({
    file: 'leadership.html',
    title: 'What changed',
    demo: content.demo,
    children: (
      <>
        <h1>What changed beyond noise</h1>
        <p className="lead">
          The same numbers as everywhere here, and no finer ones: nobody gets an unprotected breakdown.
        </p>
        {current === undefined || current.changes.size === 0 ? (
          <p>There is no earlier quarter to compare with yet.</p>
        ) : changed.length === 0 ? (
          <p>Nothing changed by more than the noise of both quarters explains.</p>
        ) : (
          <ul className="plain">
            {changed.map(({ table, cell, change }) => (
              <li key={`${table.id} ${keyText(cell)}`}>
                {arrow(change)}: {cellName(table, cell)} (<a href={`${table.id}.html`}>{table.id.toUpperCase()}</a>)
              </li>
            ))}
          </ul>
        )}
        <h2>Time to action, and reversals</h2>
        <ul className="plain">
          {headlines(current?.tables ?? [])
            .filter(({ table }) => table === 't6' || table === 't7')
            .map(({ what, value, lower95, upper95, table }) => (
              <li key={what}>
                {`${value} (${lower95} to ${upper95}) ${what}`} (<a href={`${table}.html`}>{table.toUpperCase()}</a>)
              </li>
            ))}
        </ul>
        <h2>Budget left in {content.year}</h2>
        <p>
          {fractionText(content.left)} of {fractionText(YEARLY_BUDGET)}; <a href="privacy.html">the ledger</a> has every
          debit.
        </p>
        <h2>Next dates</h2>
        {next.length === 0 ? (
          <p>Nothing is planned yet.</p>
        ) : (
          <ul className="plain">
            {next.map(({ period, publishAt, state }) => (
              <li key={period}>
                {period}: {day(publishAt)}, {state}
              </li>
            ))}
          </ul>
        )}
      </>
    ),
  });
}

/** Every version that was replaced or withdrawn, and why. */
export function revisionsPage(content: SiteContent): string {
  const ended = content.versions.filter(({ state }) => state !== 'published');
  return pageText({
    file: 'revisions.html',
    title: 'Revisions and corrections',
    demo: content.demo,
    children: (
      <>
        <h1>Revisions and corrections</h1>
        <p className="lead">
          A published version never changes. Numbers that were wrong come again under a new version, with fresh noise
          paid from a reserve of {fractionText(REVISION_RESERVE)} a year.
        </p>
        {ended.length === 0 ? (
          <p>Nothing was revised or withdrawn so far.</p>
        ) : (
          <ul className="plain">
            {ended.map((one) => (
              <li key={addressOf(one)}>
                <strong>{addressOf(one)}</strong>, published {day(one.publishedAt)}: {one.state}. {one.endReason}{' '}
                {one.state === 'withdrawn' ? <a href={`${addressOf(one)}.withdrawn.json`}>Tombstone</a> : null}
              </li>
            ))}
          </ul>
        )}
        <p>
          An error is corrected when it exceeds a cell’s 95 % half-width or changes a published conclusion; others are
          listed here and mended in the method for next time.
        </p>
      </>
    ),
  });
}

/** What each year’s privacy loss was spent on. */
export function privacyPage(content: SiteContent): string {
  const { year, debits, spent, left } = content;
  return pageText({
    file: 'privacy.html',
    title: 'Privacy',
    demo: content.demo,
    children: (
      <>
        <h1>What these numbers may tell about one actor</h1>
        <p className="lead">
          Next to nothing, by proof: whoever knows everything else is right about one actor’s presence at most 58.9 % of
          the time from one quarter, and 69.2 % from a whole year. A coin is right half of the time.
        </p>
        <p>
          The promise holds for each actor: all accounts that were linked before the snapshot, else the billing account.
          One quarter costs at most ρ = 1/10, one calendar year at most ρ = 1/2 (ε about 5.23 at δ = 10⁻⁶), under
          zero-concentrated differential privacy.
        </p>
        <p>
          Not promised: protection of a group that acts together with accounts nobody has linked, since its losses grow
          with its size; protection from facts that others publish; protection should the source of noise leak. Whoever
          is counted by several publishers loses the sum.
        </p>
        <h2>The ledger of {year}</h2>
        <p>
          Spent: {fractionText(spent)} of {fractionText(YEARLY_BUDGET)}. Left: {fractionText(left)}, of which{' '}
          {fractionText(REVISION_RESERVE)} is kept for revisions. Machine-readable:{' '}
          <a href="budget.json">budget.json</a>.
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table has to be scrolled by keyboard too */}
        <section className="scroll" tabIndex={0} aria-label={`Ledger of ${year}`}>
          <table>
            <caption>Each entry is bound to the one before by its hash; none is ever changed.</caption>
            <thead>
              <tr>
                <th scope="col">Period</th>
                <th scope="col">Table</th>
                <th scope="col">For</th>
                <th scope="col">ρ</th>
                <th scope="col">Day</th>
                <th scope="col">Hash</th>
              </tr>
            </thead>
            <tbody>
              {debits.map(({ period, table, purpose, rho, at, hash }) => (
                <tr key={hash}>
                  <td>{period}</td>
                  <td>{table.toUpperCase()}</td>
                  <td>{purpose}</td>
                  <td>{rho}</td>
                  <td>{day(at)}</td>
                  <td>
                    <code>{hash.slice(0, 16)}…</code>
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </section>
      </>
    ),
  });
}
