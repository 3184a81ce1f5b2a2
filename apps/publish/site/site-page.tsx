import type { ReactNode } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';

/** Pages in the navigation, by their file. */
const PAGES: readonly (readonly [file: string, name: string])[] = [
  ['index.html', 'Overview'],
  ['tables.html', 'Tables'],
  ['leadership.html', 'Changes'],
  ['method.html', 'Method'],
  ['privacy.html', 'Privacy'],
  ['calendar.html', 'Calendar'],
  ['revisions.html', 'Corrections'],
  ['quality.html', 'Quality'],
  ['taxonomy.html', 'Taxonomy'],
  ['attacks.html', 'Attack report'],
  ['verify.html', 'Verify'],
  ['contact.html', 'Contact'],
];

/** One page of the site. */
export interface SitePage {
  /** File beside the others. */
  readonly file: string;
  readonly title: string;
  readonly demo: boolean;
  readonly children: ReactNode;
}

/** @returns the page as a whole document; works without scripts, and asks nobody else for anything */
export function pageText({ file, title, demo, children }: SitePage): string {
  const isTable = /^t\d\.html$/.test(file);
  return `<!doctype html>\n${renderToStaticMarkup(
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1" />
        <meta name="referrer" content="no-referrer" />
        <title>{`${demo ? 'DEMO · ' : ''}${title} · Misuse in public`}</title>
        <link rel="stylesheet" href="site.css" />
        <link rel="alternate" type="application/atom+xml" title="Releases and corrections" href="feed.xml" />
        <link rel="icon" href="data:," />
      </head>
      <body>
        <a className="skip" href="#content">
          Skip to the content
        </a>
        {demo ? <p className="demo">DEMO: the figures are invented; no real service stands behind them.</p> : null}
        <header className="band">
          <div className="wide">
            <a className="name" href="index.html">
              Misuse in public
            </a>
            <nav aria-label="Pages">
              <ul>
                {PAGES.map(([address, name]) => (
                  <li key={address}>
                    <a
                      href={address}
                      aria-current={
                        address === file ? 'page' : isTable && address === 'tables.html' ? 'true' : undefined
                      }
                    >
                      {name}
                    </a>
                  </li>
                ))}
              </ul>
            </nav>
          </div>
        </header>
        <main id="content">
          <div className="wide">{children}</div>
        </main>
        <footer>
          <div className="wide">
            Every number carries noise that protects each actor. Licence CC BY 4.0. <a href="feed.xml">Feed</a>,{' '}
            <a href="calendar.ics">calendar</a>, <a href="openapi.json">files as an API</a>.
          </div>
        </footer>
      </body>
    </html>,
  )}\n`;
}
