import { type ReleaseFile, textFile } from '#publish/release-file';
import { leadershipPage, privacyPage, revisionsPage } from './change-pages.js';
import { overviewPage } from './overview-page.js';
import { currentVersion, type SiteContent } from './site-content.js';
import { siteFeeds } from './site-feeds.js';
import { SITE_STYLE } from './site-style.js';
import { tablePage } from './table-page.js';
import { textPages } from './text-pages.js';

/**
 * Makes every page of the public site; the files of the releases themselves lie beside them under `r/`.
 *
 * @param content  what is public
 * @returns        static files that any web server can serve
 */
export function renderSite(content: SiteContent): ReleaseFile[] {
  const current = currentVersion(content);
  return [
    textFile('index.html', overviewPage(content)),
    textFile('leadership.html', leadershipPage(content)),
    textFile('privacy.html', privacyPage(content)),
    textFile('revisions.html', revisionsPage(content)),
    ...textPages(content).map(([file, text]) => textFile(file, text)),
    ...(current === undefined
      ? []
      : current.tables.map((shown) => textFile(`${shown.table.id}.html`, tablePage(current, shown)))),
    textFile('site.css', SITE_STYLE),
    ...siteFeeds(content),
  ];
}
