import type { ReactNode } from 'react';
import { CATEGORIES, CATEGORY_CODES, TAXONOMY_VERSION } from '#publish/categories';
import { isSound } from '#publish/check';
import { AUTOMATION } from '#publish/detector-family';
import { MAPPINGS } from '#publish/mappings';
import { METHOD, METHOD_VERSION } from '#publish/methods-page';
import { minisignKey } from '#publish/minisign';
import { day, quality } from '#publish/release-texts';
import { addressOf, currentVersion, type SiteContent } from './site-content.js';
import { pageText } from './site-page.js';

/** One page per file of the navigation that is mostly words. */
export function textPages(content: SiteContent): readonly (readonly [file: string, text: string])[] {
  const page = (file: string, title: string, lead: string, children: ReactNode) =>
    [
      file,
      pageText({
        ...{ file, title, demo: content.demo },
        children: (
          <>
            <h1>{title}</h1>
            <p className="lead">{lead}</p>
            {children}
          </>
        ),
      }),
    ] as const;
  return [
    page(
      'tables.html',
      'Tables',
      'Each with its chart, its numbers, what it shows and what it must not be used for.',
      <Tables content={content} />,
    ),
    page('method.html', 'Method', `Version ${METHOD_VERSION}. Every parameter of the noise is public.`, <Method />),
    page(
      'calendar.html',
      'Release calendar',
      'What comes out when, announced with the hash of what will be asked, before anything is counted.',
      <Calendar content={content} />,
    ),
    page(
      'quality.html',
      'Quality statement',
      'Relevance, accuracy, timeliness, comparability, coherence, and limits.',
      <Quality content={content} />,
    ),
    page(
      'taxonomy.html',
      'Taxonomy and mappings',
      `Code list version ${TAXONOMY_VERSION}; a changed meaning raises it and breaks the series.`,
      <Taxonomy />,
    ),
    page(
      'attacks.html',
      'Attack report',
      'Every release is attacked before it is published, and so is a build that is broken on purpose: an attack that does not catch that one proves nothing.',
      <Attacks content={content} />,
    ),
    page(
      'verify.html',
      'Verify a release',
      'With the public files alone, on any machine.',
      <Verify content={content} />,
    ),
    page('contact.html', 'Contact and corrections', 'Tell us what is wrong or unclear.', <Contact />),
  ];
}

function Tables({ content }: { readonly content: SiteContent }) {
  const tables = currentVersion(content)?.tables ?? [];
  if (tables.length === 0) return <p>Nothing is published yet.</p>;
  return (
    <ul className="plain">
      {tables.map(({ table }) => (
        <li key={table.id}>
          <a href={`${table.id}.html`}>
            {table.id.toUpperCase()} {table.title}
          </a>
          . {table.shows}
        </li>
      ))}
    </ul>
  );
}

function Method() {
  return METHOD.map(({ heading, text }) => (
    <section key={heading}>
      <h2>{heading}</h2>
      {text.map((paragraph) => (
        <p key={paragraph}>{paragraph}</p>
      ))}
    </section>
  ));
}

function Calendar({ content }: { readonly content: SiteContent }) {
  return (
    <>
      {content.calendar.length === 0 ? <p>Nothing is planned yet.</p> : null}
      <ul className="plain">
        {content.calendar.map(({ period, version, state, publishAt, specHash, frozenAt }) => (
          <li key={`${period} ${version}`}>
            <strong>
              {period} {version}
            </strong>
            : {publishAt.toISOString().slice(0, 16).replace('T', ' ')} UTC, {state}.{' '}
            {specHash === null || frozenAt === null ? (
              'Its specification is not frozen yet.'
            ) : (
              <>
                Specification frozen {day(frozenAt)}, SHA-256 <code>{specHash}</code>
              </>
            )}
          </li>
        ))}
      </ul>
      <p>
        Everybody sees a release at the announced hour; nobody sees it before, but those who check and approve it. As{' '}
        <a href="calendar.ics">calendar.ics</a> and <a href="calendar.json">calendar.json</a>.
      </p>
    </>
  );
}

function Quality({ content }: { readonly content: SiteContent }) {
  const current = currentVersion(content);
  if (current === undefined) return <p>Nothing is published yet.</p>;
  // The statement is Markdown of our own: headings, bold first words, lists.
  const blocks = quality(current.release).split('\n\n').slice(1);
  return blocks.map((block) => {
    const [, term, rest] = /^\*\*(.+?)\*\* ?([\s\S]*)$/.exec(block.trim()) ?? [];
    return (
      <p key={block}>
        {term === undefined ? block : <strong>{term} </strong>}
        {rest}
      </p>
    );
  });
}

function Taxonomy() {
  return (
    <>
      <h2>Categories</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table has to be scrolled by keyboard too */}
      <section className="scroll" tabIndex={0} aria-label="Categories and mappings">
        <table>
          <caption>What each category covers, and its class in other lists where it has one.</caption>
          <thead>
            <tr>
              <th scope="col">Code</th>
              <th scope="col">Category</th>
              {MAPPINGS.map(({ to }) => (
                <th scope="col" key={to}>
                  {to}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {CATEGORY_CODES.map((code) => (
              <tr key={code}>
                <th scope="row">{code}</th>
                <td>
                  {CATEGORIES[code].name}. {CATEGORIES[code].definition}
                </td>
                {MAPPINGS.map(({ to, rows }) => (
                  <td key={to}>
                    {rows
                      .find(({ category }) => category === code)
                      ?.code.toLowerCase()
                      .replaceAll('_', ' ') || '–'}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </section>
      <h2>Automation by detector family</h2>
      <ul className="plain">
        {AUTOMATION.map(({ family, detection, decision }) => (
          <li key={family}>
            {family}: automated detection {detection ? 'yes' : 'no'}, automated decision {decision ? 'yes' : 'no'}
          </li>
        ))}
      </ul>
    </>
  );
}

function Attacks({ content }: { readonly content: SiteContent }) {
  const current = currentVersion(content);
  if (current === undefined) return <p>Nothing is published yet.</p>;
  return (
    <>
      <ul className="attacks">
        {current.release.checks.map((check) => (
          <li key={check.id}>
            <strong>
              {check.id} {check.title}
            </strong>
            {' · '}
            <span className={isSound(check) ? 'passed' : 'failed'}>{isSound(check) ? 'passed' : 'failed'}</span>
            <p>{sentence(check.result)}</p>
            {check.control === undefined ? null : <p className="soft">Broken on purpose: {check.control.result}.</p>}
          </li>
        ))}
      </ul>
      <p>
        As <a href={`${addressOf(current)}/attack-report.json`}>attack-report.json</a>. T-1, T-3, T-5 and T-19 can be
        run by anyone on the public files.
      </p>
    </>
  );
}

/** Results begin small, since the report continues a line with them. */
function sentence(result: string): string {
  return `${result.charAt(0).toUpperCase()}${result.slice(1)}.`;
}

function Verify({ content }: { readonly content: SiteContent }) {
  const current = currentVersion(content);
  return (
    <>
      <p>Three commands in a copy of a release’s folder:</p>
      <pre>
        {`usewatch release verify .
sha256sum --check SHA256SUMS
minisign -V -m SHA256SUMS -P ${content.keys[0] === undefined ? 'KEY' : minisignKey(content.keys.at(-1)?.publicKey ?? '')}`}
      </pre>
      <p>
        The first one also rebuilds every table from the unrounded measurements and compares the bytes.
        {current === undefined ? '' : ` The latest release is ${addressOf(current)}.`}
      </p>
      <h2>Keys</h2>
      {content.keys.length === 0 ? <p>No key was named yet.</p> : null}
      <ul className="plain">
        {content.keys.map(({ keyId, publicKey, since, until }) => (
          <li key={keyId}>
            <code>{keyId}</code>, from {day(since)}
            {until === null ? ', in force' : ` to ${day(until)}`}; for minisign <code>{minisignKey(publicKey)}</code>
          </li>
        ))}
      </ul>
      <p>
        As a key set: <a href=".well-known/jwks.json">jwks.json</a>. What a key signed while it was in force stays
        signed.
      </p>
    </>
  );
}

function Contact() {
  return (
    <>
      <p>
        The operator of the service answers under the address in its own imprint. Name period, version, table and key of
        the number you ask about; there are no finer numbers we could send.
      </p>
      <p>
        Requests for correction are answered, and what comes of them stands under{' '}
        <a href="revisions.html">corrections</a>.
      </p>
    </>
  );
}
