import { createHash } from 'node:crypto';
import { fractionText } from '#disclosure/fraction';
import { REVISION_RESERVE, YEARLY_BUDGET } from '#disclosure/privacy-cost';
import { jsonFile, type ReleaseFile, textFile } from '#publish/release-file';
import { keySet } from '#publish/signer-keys';
import { addressOf, type SiteContent } from './site-content.js';

/** What programs read of the site: feed, calendar, ledger, keys, and the addresses of all of it. */
export function siteFeeds(content: SiteContent): ReleaseFile[] {
  const { demo, year, spent, left, debits, calendar, keys } = content;
  return [
    textFile('feed.xml', atomFeed(content)),
    textFile('calendar.ics', icsCalendar(content)),
    jsonFile('calendar.json', { demo, releases: calendar }),
    jsonFile('budget.json', {
      ...{ demo, year, yearly_budget: fractionText(YEARLY_BUDGET), revision_reserve: fractionText(REVISION_RESERVE) },
      ...{ spent: fractionText(spent), left: fractionText(left), debits },
    }),
    jsonFile('.well-known/jwks.json', keySet(keys)),
    jsonFile('openapi.json', siteApi(content)),
  ];
}

/** Every version there is, and every withdrawal, latest first. Source: RFC 4287. */
function atomFeed({ versions, demo }: SiteContent): string {
  const title = `${demo ? 'DEMO ' : ''}Misuse in public`;
  const entries = versions
    .map((version) => ({ version, at: version.publishedAt, address: addressOf(version) }))
    .sort((a, b) => b.at.getTime() - a.at.getTime());
  const updated = entries[0]?.at ?? new Date(0);
  return `<?xml version="1.0" encoding="utf-8"?>
<feed xmlns="http://www.w3.org/2005/Atom">
  <title>${title}</title>
  <id>${urn(title)}</id>
  <updated>${updated.toISOString()}</updated>
  <author><name>The operator of the service</name></author>
${entries
  .map(
    ({ version: { release, state, endReason }, at, address }) => `  <entry>
    <title>${escaped(`${release.quarter.name} version ${release.version}${state === 'published' ? '' : `, ${state}`}`)}</title>
    <id>${urn(address)}</id>
    <updated>${at.toISOString()}</updated>
    <link href="${address}/README.md"/>
    <summary>${escaped(endReason || 'Numbers, files and signatures of the quarter')}</summary>
  </entry>
`,
  )
  .join('')}</feed>
`;
}

/** Announced hours. Source: RFC 5545. */
function icsCalendar({ calendar }: SiteContent): string {
  const stamp = (at: Date) => at.toISOString().replace(/[-:]|\.\d+/g, '');
  const events = calendar.flatMap(({ period, version, publishAt, frozenAt }) => [
    'BEGIN:VEVENT',
    `UID:${period}-${version}@usewatch`,
    `DTSTAMP:${stamp(frozenAt ?? publishAt)}`,
    `DTSTART:${stamp(publishAt)}`,
    `SUMMARY:Release ${period} ${version}`,
    'END:VEVENT',
  ]);
  return ['BEGIN:VCALENDAR', 'VERSION:2.0', 'PRODID:-//Usewatch//Releases//EN', ...events, 'END:VCALENDAR', ''].join(
    '\r\n',
  );
}

/** Static addresses of the site beside those that each release describes itself. */
function siteApi({ versions, demo }: SiteContent): object {
  const get = (description: string) => ({ get: { responses: { 200: { description } } } });
  return {
    openapi: '3.1.0',
    info: {
      title: `${demo ? 'DEMO ' : ''}Misuse in public`,
      version: '1.0.0',
      description: 'Static files alone; nothing is evaluated.',
    },
    paths: {
      '/calendar.json': get('Announced releases with the hashes of their specifications'),
      '/budget.json': get('The year’s privacy ledger'),
      '/feed.xml': get('Atom feed of versions and corrections'),
      '/.well-known/jwks.json': get('Keys and their history'),
      ...Object.fromEntries(
        versions.map((version) => [
          `/${addressOf(version)}/openapi.json`,
          get('Every file of this version; immutable'),
        ]),
      ),
    },
  };
}

function urn(name: string): string {
  return `urn:sha256:${createHash('sha256').update(name).digest('hex')}`;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
