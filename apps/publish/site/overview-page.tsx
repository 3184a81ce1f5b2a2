import { absentTables } from '#publish/public-tables';
import { day } from '#publish/release-texts';
import { headlines } from './headlines.js';
import { addressOf, currentVersion, type PublicVersion, type SiteContent } from './site-content.js';
import { pageText } from './site-page.js';

/** The first page: what was found in the latest quarter, and how sure that is. */
export function overviewPage(content: SiteContent): string {
  const current = currentVersion(content);
  const page = { file: 'index.html', title: 'Overview', demo: content.demo };
  if (current === undefined)
    return pageText({
      ...page,
      children: (
        <>
          <h1>Nothing is published yet</h1>
          <p className="lead">
            The <a href="calendar.html">calendar</a> says when the first release comes out, and what it will hold.
          </p>
        </>
      ),
    });
  const { release, tables, publishedAt } = current;
  const older = content.versions.filter((one) => one !== current);
  return pageText({
    ...page,
    children: (
      <>
        <h1>What misuse of this AI service was found, and how sure we are</h1>
        <p className="lead">
          {release.quarter.name}: {day(release.quarter.window.from)} to{' '}
          {day(new Date(release.quarter.window.until.getTime() - 1))}. Version {release.version}, published{' '}
          {day(publishedAt)}.
        </p>
        <ul className="cards">
          {headlines(tables).map(({ what, table, value, lower95, upper95 }) => (
            <li key={what}>
              <span className="value">{`${value}`}</span>
              <span className="range">{`${lower95} to ${upper95}`}</span>
              <span className="what">
                {what} (<a href={`${table}.html`}>{table.toUpperCase()}</a>)
              </span>
            </li>
          ))}
        </ul>
        <p>
          Below each number is its 95 % interval. One <em>actor</em> is all accounts known to belong together. Each
          number carries random noise of known size, so that nobody, not even the actor itself, can tell from these
          pages whether it was counted. Small numbers and none look alike; that is meant so.
        </p>
        <h2>The tables</h2>
        <ul className="plain">
          {tables.map(({ table }) => (
            <li key={table.id}>
              <a href={`${table.id}.html`}>
                {table.id.toUpperCase()} {table.title}
              </a>
            </li>
          ))}
          {absentTables(release.choice).map(({ id, title, reason }) => (
            <li key={id}>
              {id.toUpperCase()} {title}: not in this release. {reason}
            </li>
          ))}
        </ul>
        <h2>All files</h2>
        <p>
          <a href={`${addressOf(current)}/README.md`}>Readme</a>,{' '}
          <a href={`${addressOf(current)}/datapackage.json`}>Data Package</a>,{' '}
          <a href={`${addressOf(current)}/croissant.json`}>Croissant</a>,{' '}
          <a href={`${addressOf(current)}/dataset.jsonld`}>JSON-LD</a>,{' '}
          <a href={`${addressOf(current)}/sdmx/observations.csv`}>SDMX-CSV</a>,{' '}
          <a href={`${addressOf(current)}/privacy.json`}>privacy</a>,{' '}
          <a href={`${addressOf(current)}/SHA256SUMS`}>checksums</a>; <a href="verify.html">how to verify them</a>.
        </p>
        {older.length === 0 ? null : (
          <>
            <h2>Archive</h2>
            <ul className="plain">
              {older.map((one) => (
                <li key={addressOf(one)}>
                  {one.hasFiles ? <a href={`${addressOf(one)}/README.md`}>{nameOf(one)}</a> : nameOf(one)}: {one.state}
                  {one.endReason === '' ? '' : `, ${one.endReason}`}
                </li>
              ))}
            </ul>
          </>
        )}
      </>
    ),
  });
}

function nameOf({ release: { quarter, version } }: PublicVersion): string {
  return `${quarter.name}, version ${version}`;
}
