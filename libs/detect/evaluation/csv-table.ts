/** One line below a header. */
export interface CsvLine {
  /** Counted from 1, the header included; a cell in quotation marks may go over several. */
  readonly line: number;
  /** The wanted columns' cells, in the order they were asked for. */
  readonly cells: readonly string[];
}

/** A table whose header holds every column of one of the shapes that were asked for. */
export interface CsvTable {
  /** Which of the shapes, counted from 0. */
  readonly shape: number;
  readonly lines: Iterable<CsvLine>;
}

/** Characters of a header or cell that a message repeats. */
const REPEATED = 120;

/**
 * Reads a table after RFC 4180: columns in any order and capitals, columns nobody asked for, quoted cells, any line end.
 *
 * @param csv     whole text; a byte order mark and blank lines are passed over
 * @param shapes  the columns that may be asked for, in small letters; the first shape that the header has counts
 * @param who     function that speaks in messages
 * @throws {RangeError} naming the header, or, once `lines` comes to it, the line that does not fit
 */
export function csvTable(csv: string, shapes: readonly (readonly string[])[], who: string): CsvTable {
  const lines = cellsOf(csv, who);
  const first = lines.next();
  const header = first.done ? [] : first.value.cells.map((name) => name.trim().toLowerCase());
  const shape = shapes.findIndex((columns) => columns.every((column) => header.includes(column)));
  const columns = shapes[shape];
  if (columns === undefined) {
    const wanted = shapes.map((each) => each.join(',')).join(' or ');
    const got = header.length === 0 ? 'an empty file' : header.join(',').slice(0, REPEATED);
    throw new RangeError(`${who} requires the columns ${wanted}, got ${got}`);
  }
  const twice = columns.find((column) => header.indexOf(column) !== header.lastIndexOf(column));
  if (twice !== undefined) throw new RangeError(`${who} requires the column ${twice} once, got it twice`);
  const places = columns.map((column) => header.indexOf(column));
  return { shape, lines: picked(lines, places, header.length, who) };
}

function* picked(lines: Iterable<CsvLine>, places: readonly number[], width: number, who: string): Generator<CsvLine> {
  for (const { line, cells } of lines) {
    if (cells.length !== width) {
      throw new RangeError(`${who} requires ${width} cells on line ${line}, got ${cells.length}`);
    }
    yield { line, cells: places.map((place) => cells[place] as string) };
  }
}

/** Lines one after the other, so that a file of millions is not held as millions of arrays. */
function* cellsOf(csv: string, who: string): Generator<CsvLine, undefined> {
  let [at, line] = [csv.startsWith('\uFEFF') ? 1 : 0, 1];
  while (at < csv.length) {
    const began = line;
    let end = endOfLine(csv, at);
    let marks = quotationMarks(csv.slice(at, end));
    // Where quotation marks are open, the line goes on.
    for (; marks % 2 === 1; line += 1) {
      if (end === csv.length) throw new RangeError(`${who} requires a closing quotation mark on line ${began}`);
      const next = endOfLine(csv, end + 1);
      marks += quotationMarks(csv.slice(end + 1, next));
      end = next;
    }
    const text = csv.slice(at, csv[end - 1] === '\r' ? end - 1 : end);
    [at, line] = [end + 1, line + 1];
    if (text.trim() !== '') yield { line: began, cells: marks === 0 ? text.split(',') : quotedCells(text, began, who) };
  }
}

function endOfLine(csv: string, from: number): number {
  const at = csv.indexOf('\n', from);
  return at === -1 ? csv.length : at;
}

function quotationMarks(text: string): number {
  let count = 0;
  for (let at = text.indexOf('"'); at !== -1; at = text.indexOf('"', at + 1)) count += 1;
  return count;
}

function quotedCells(text: string, line: number, who: string): string[] {
  const cells: string[] = [];
  const cell = /(?:"((?:[^"]|"")*)"|([^",]*))(,|$)/y;
  for (;;) {
    const found = cell.exec(text);
    if (found === null) throw new RangeError(`${who} requires quotation marks around whole cells on line ${line}`);
    cells.push(found[1]?.replaceAll('""', '"') ?? found[2] ?? '');
    if (found[3] === '') return cells;
  }
}
