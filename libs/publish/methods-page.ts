import { type MeasuredRelease, markedTitle } from './measured-release.js';

/** Version of the method text; it changes with the method and breaks or keeps the series as it says. */
export const METHOD_VERSION = '1.0';

/** The method, a heading and its paragraphs each; the site shows the same text. */
export const METHOD: readonly { readonly heading: string; readonly text: readonly string[] }[] = [
  {
    heading: 'Who is counted',
    text: [
      'An actor is one person, group or organisation as far as anyone knows: all accounts that shared a confirmed incident before the snapshot, else the billing account.',
      'An actor counts in the quarter since which an incident about it stands confirmed by a person. Each counts once in a cell, however much it did.',
    ],
  },
  {
    heading: 'What one actor can change',
    text: [
      'An actor counts in at most three categories, the gravest ones; of equally grave ones a keyed hash chooses. In tables without categories it counts once, in the headline at most three times.',
      'Which keys a table has is fixed in advance and published; empty ones are measured like all others.',
    ],
  },
  {
    heading: 'Noise',
    text: [
      'To each count an integer from the discrete Gaussian distribution is added, drawn exactly with the method of Canonne, Kamath and Steinke from the operating system’s generator. It is drawn once, in the transaction that debits the year’s budget, and never again.',
      'A draft that is rejected stays paid. Numbers that are revised get fresh noise, paid from a reserve.',
    ],
  },
  {
    heading: 'From measurements to tables',
    text: [
      'The tables that split T1 are fitted to it by least squares; then no count is negative, and parts add up to their total. All of it works on noisy numbers alone.',
      'A cell is printed as low below the measurement that fewer than ten actors reach less than once in 10 000 times. Other numbers are rounded to 5. Intervals are exact and surround the measurement.',
      'A change is told only beyond 2.58 standard deviations of both quarters’ noise, and never for a low cell.',
    ],
  },
  {
    heading: 'Order of events',
    text: [
      'The specification is frozen and its hash published at least 30 days before the numbers. They are counted, measured, attacked by the checks, read by a second person and signed over the checksums; then they wait for the announced hour.',
      'A published version never changes. What is wrong is replaced by a new version, or withdrawn with a note in its place.',
    ],
  },
];

/** The method as a page of its own, for the release's folder. */
export function methodsPage({ demo }: MeasuredRelease): string {
  const title = markedTitle(`Method, version ${METHOD_VERSION}`, demo);
  const sections = METHOD.map(
    ({ heading, text }) => `<h2>${heading}</h2>\n${text.map((paragraph) => `<p>${paragraph}</p>`).join('\n')}`,
  );
  return `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${title}</title>
<style>body{font:16px/1.6 system-ui,sans-serif;max-width:42rem;margin:3rem auto;padding:0 1rem}:root{color-scheme:light dark}</style>
<h1>${title}</h1>
${sections.join('\n')}
</html>
`;
}
