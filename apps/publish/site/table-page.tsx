import { fractionText } from '#disclosure/fraction';
import { privacyCost } from '#disclosure/privacy-cost';
import { CATEGORIES } from '#publish/categories';
import { keyText, type PublicTable } from '#publish/public-table';
import type { ShownCell, ShownTable } from '#publish/shown-table';
import { howToRead } from '#publish/table-json';
import { type ChartRow, intervalChart } from './interval-chart.js';
import { addressOf, type PublicVersion } from './site-content.js';
import { pageText } from './site-page.js';

/** Rows a chart may have; beyond it only cells that are not low are drawn. */
const MOST_ROWS = 15;

/** Letters of a label in a chart. */
const LABEL = 48;

/** @returns what a cell is called, in words */
export function cellName({ keys, dimension }: PublicTable, { category, dim2 }: ShownCell): string {
  const meaning = Object.entries(CATEGORIES).find(([code]) => code === category)?.[1].name;
  const value = dimension?.codes.find(({ code }) => code === dim2)?.name;
  const isCrossed = new Set(keys.map((key) => key.category)).size > 1;
  if (!isCrossed) return value ?? category;
  return value === undefined ? (meaning ?? category) : `${meaning}: ${value}`;
}

/** The page of one table: chart, numbers, definition, how to read the noise. */
export function tablePage(version: PublicVersion, shown: ShownTable): string {
  const { table, cells } = shown;
  const { release, changes } = version;
  const { quarter, demo } = release;
  const files = `${addressOf(version)}/tables/${table.id}`;
  const title = `${table.id.toUpperCase()} ${table.title}`;
  const changeOf = (cell: ShownCell) => changes.get(`${table.id} ${keyText(cell)}`);
  const isCompared = cells.some((cell) => changeOf(cell) !== undefined);
  return pageText({
    file: `${table.id}.html`,
    title,
    demo,
    children: (
      <>
        <h1>{table.title}</h1>
        <p className="lead">
          {quarter.name}, version {release.version}. {table.shows}
        </p>
        <Chart shown={shown} period={quarter.name} />
        <p>
          Download: <a href={`${files}.csv`}>CSV</a>, <a href={`${files}.json`}>JSON</a>,{' '}
          <a href={`${addressOf(version)}/measurements/${table.id}.csv`}>unrounded measurements</a>
        </p>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a wide table has to be scrolled by keyboard too */}
        <section className="scroll" tabIndex={0} aria-label={title}>
          <table>
            <caption>
              Actors, rounded to 5, with 95 % intervals. “low” is too little to tell from nothing; it does not mean
              zero.
            </caption>
            <thead>
              <tr>
                <th scope="col">Code</th>
                <th scope="col">Meaning</th>
                <th scope="col" className="number">
                  Actors
                </th>
                <th scope="col" className="number">
                  95 % interval
                </th>
                {isCompared && <th scope="col">Beyond noise</th>}
              </tr>
            </thead>
            <tbody>
              {cells.map((cell) => (
                <tr key={keyText(cell)}>
                  <th scope="row">{keyText(cell).replace('ALL/', '')}</th>
                  <td>{cellName(table, cell)}</td>
                  <td className={`number${cell.value === 'low' ? ' low' : ''}`}>{`${cell.value}`}</td>
                  <td className="number">{`${cell.lower95} – ${cell.upper95}`}</td>
                  {isCompared && <td>{arrow(changeOf(cell))}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </section>
        <h2>What it shows, and what it does not</h2>
        <p>{table.shows}</p>
        <p>It keeps to itself: {table.hides}</p>
        <p>
          <strong>Never use it for:</strong> {table.neverUseFor}
        </p>
        <h2>How to read the noise</h2>
        <ul className="plain">
          {howToRead(table).map((sentence) => (
            <li key={sentence}>{sentence}</li>
          ))}
        </ul>
        <p>
          Noise has the variance σ² = {fractionText(table.sigma2)} in every cell; the table costs each actor ρ ={' '}
          {fractionText(privacyCost(table.sensitivitySquared, table.sigma2))} of the yearly 1/2.
        </p>
      </>
    ),
  });
}

/** @returns how a cell stands to the quarter before, in words and a sign; empty where there is nothing to compare with */
export function arrow(change: string | undefined): string {
  return { up: '▲ more', down: '▼ less', 'within noise': 'within noise' }[change ?? ''] ?? '';
}

function Chart({ shown, period }: { readonly shown: ShownTable; readonly period: string }) {
  const { table, cells } = shown;
  const isWide = cells.length > MOST_ROWS;
  const drawn = isWide ? cells.filter(({ value }) => value !== 'low') : cells;
  if (drawn.length === 0) return <p>All {cells.length} cells are low, so there is nothing to draw.</p>;
  const rows = drawn.map((cell): ChartRow => {
    const name = cellName(table, cell);
    return {
      label: name.length > LABEL ? `${name.slice(0, LABEL - 1)}…` : name,
      value: cell.value === 'low' ? null : Number(cell.value),
      low: Number(cell.lower95),
      high: Number(cell.upper95),
    };
  });
  const svg = intervalChart(rows, `${table.title}, ${period}: the numbers of the table below, with intervals`);
  return (
    <figure>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: where the window is narrow it has to be scrolled by keyboard too */}
      {/* biome-ignore lint/security/noDangerouslySetInnerHtml: the chart is our own markup, made of code lists and numbers */}
      <div tabIndex={0} dangerouslySetInnerHTML={{ __html: svg }} />
      <figcaption>
        Dots are what was measured, bars hold the true number 95 times in 100; faint bars without a dot are low.
        {isWide ? ` ${cells.length - drawn.length} low cells are left out here and listed below.` : ''}
      </figcaption>
    </figure>
  );
}
