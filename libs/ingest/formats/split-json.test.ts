import { Buffer } from 'node:buffer';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FormatError } from './format-error.js';
import { splitJson } from './split-json.js';

const lines = (text: string) => {
  const { lines: bytes, count } = splitJson(Buffer.from(text));
  const found = bytes.toString().split('\n');
  expect(found.pop()).toBe('');
  expect(found).toHaveLength(count);
  return found;
};
const refusal = (text: string) => {
  try {
    splitJson(Buffer.from(text));
  } catch (error) {
    expect(error).toBeInstanceOf(FormatError);
    return (error as Error).message;
  }
  return 'taken';
};

describe('a JSON document as lines', () => {
  it('says element by element what JSON.parse says, however it was indented', () => {
    fc.assert(
      fc.property(
        fc.array(fc.jsonValue(), { maxLength: 8 }),
        fc.constantFrom(undefined, 1, '\t', '\r\n '),
        (values, indent) => {
          const text = JSON.stringify(values, null, indent);
          expect(lines(text).map((line) => JSON.parse(line))).toEqual(JSON.parse(text));
        },
      ),
      { numRuns: 500 },
    );
  });

  it('accepts no text that JSON.parse refuses for its brackets, quotes or commas between elements', () => {
    const piece = fc.constantFrom('[', ']', '{', '}', ',', '"', '"a"', '1', ' ', '\\', '"b":2', '{"c":[3]}', '\n');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 12 }), (pieces) => {
        const text = `[${pieces.join('')}`;
        const said = refusal(text);
        let sound = true;
        try {
          JSON.parse(text);
        } catch {
          sound = false;
        }
        if (sound) expect(said).toBe('taken');
        // Whatever is wrong within an element stays within its line, which whoever judges lines refuses alone.
        else if (said === 'taken') expect(lines(text).some((line) => !isJson(line))).toBe(true);
      }),
      { numRuns: 3_000 },
    );
  });

  it('keeps every byte of a value: duplicate names, large integers, escapes', () => {
    const element = '{"id":1,"id":18446744073709551616,"t":"\\u00e9\\n\\"]","n":1e999}';
    expect(lines(`[ ${element}\t,\n${element} ]`)).toEqual([element, element]);
  });

  it('turns line ends and tabs between tokens into spaces and leaves those in texts alone', () => {
    expect(lines('{\n\t"a": "x\\ty",\r\n"b": 1\n}\n')).toEqual(['{  "a": "x\\ty",  "b": 1 }']);
  });

  it('hands on elements that are no objects, for the engine to refuse one by one', () => {
    expect(lines('[1, "two" ,null,[3],tru]')).toEqual(['1', '"two"', 'null', '[3]', 'tru']);
    expect(lines(' [ ] ')).toEqual([]);
  });

  it.each([
    ['', 'the body is empty; send a JSON array or object'],
    ['7', 'the body starts with 7 at byte 0; send a JSON array or object'],
    ['[{"a":1},{"a":2}', 'the end of the body at byte 16 follows element 2; expected , or ]'],
    ['[{"a":1},{"a":', 'the body ends inside the value at byte 9; send it whole'],
    ['[{"a":"b}]', 'the body ends inside the text at byte 6; send it whole'],
    ['[{"a":[1}]]', '} at byte 8 closes what [ opened'],
    ['[1,]', 'a value is missing before ] at byte 3'],
    ['[1 2,3]', 'taken'],
    ['[,1]', 'a value is missing before , at byte 1'],
    ['[1] x', 'x at byte 4 follows the document; send one document, or NDJSON as application/x-ndjson'],
    ['{"a":1}\n{"a":2}', '{ at byte 8 follows the document; send one document, or NDJSON as application/x-ndjson'],
    ['["a\nb"]', 'a raw line end stands inside the text at byte 1; write it as \\n'],
  ])('says of %j: %s', (text, message) => {
    expect(refusal(text)).toBe(message);
  });

  it.each([1_025, 100_000])('refuses %i levels without exhausting the stack', (depth) => {
    expect(refusal(`[${'['.repeat(depth)}${']'.repeat(depth)}]`)).toContain('nests deeper than 1024 levels');
  });
});

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
