/** What a new detector begins with. */
export interface DraftIdea {
  /** Lower case words with hyphens. */
  readonly name: string;
  /** Whom it judges; also the column of its question. */
  readonly subject: 'account' | 'key' | 'network';
  /** The question's first lines, without the dashes before them. */
  readonly asks: readonly string[];
  /** Conditions beside the window, each on one line. */
  readonly conditions: readonly string[];
}

/**
 * Writes the three files of a new detector, in shadow until somebody promotes it.
 *
 * @returns texts by their path below `libs/detect/NAME/`
 */
export function detectorDraft(idea: DraftIdea): Readonly<Record<string, string>> {
  const { name } = idea;
  return { [`${name}.ts`]: judgement(idea), [`${name}.sql`]: question(idea), [`${name}.test.ts`]: test(idea) };
}

const identifierOf = (name: string) => name.replace(/-(.)/g, (_, letter: string) => letter.toUpperCase());
const wordsOf = (name: string) => name.replaceAll('-', ' ');
const sentence = (text: string) => `${text[0]?.toUpperCase()}${text.slice(1)}`;

function judgement({ name, subject }: DraftIdea): string {
  return `import { z } from 'zod';
import type { Detector, Finding } from '#detect/detector';

const Row = z.object({
  ${subject}: z.string(),
  calls: z.number().int().nonnegative(),
});
type Row = z.infer<typeof Row>;

/** Calls in a window; say here where the evidence for this number lives. */
const ALARMING = 100;

/** ${sentence(wordsOf(name))}: say in one sentence what it means to an investigator. */
export const ${identifierOf(name)}: Detector<Row> = {
  name: '${name}',
  version: 1,
  category: 'OTH',
  family: 'BEH',
  severity: 'low',
  everyHours: 1,
  spanHours: 2,
  judges: 'windows',
  stage: 'shadow',
  catches: 'Whom it finds, in one sentence.',
  misses: 'What it cannot see, in one sentence.',
  mistakes: 'Whom it accuses wrongly, in one sentence.',
  sql: new URL('./${name}.sql', import.meta.url),
  row: Row,
  judge(rows) {
    return [...rows]
      .sort((a, b) => (a.${subject} < b.${subject} ? -1 : 1))
      .flatMap(({ ${subject}, calls }): Finding[] => {
        if (calls < ALARMING) return [];
        return [
          {
            subject: { kind: '${subject}', id: ${subject} },
            score: calls / ALARMING,
            point: 'report',
            because: \`made \${calls} calls\`,
            numbers: { calls },
            evidence: [],
          },
        ];
      });
  },
};
`;
}

function question({ subject, asks, conditions }: DraftIdea): string {
  return `${asks.map((line) => `-- ${line}\n`).join('')}--
-- grain   one row per ${subject}
-- window  [from, until) of the call's start, UTC
-- cost    one pass over the window
SELECT
    ${subject},
    toUInt32(count()) AS calls
FROM
    usage
WHERE
    at >= {from:DateTime64(3, 'UTC')}
    AND at < {until:DateTime64(3, 'UTC')}
${conditions.map((condition) => `    AND ${condition}\n`).join('')}GROUP BY
    ${subject}
ORDER BY
    ${subject}
`;
}

function test({ name, subject }: DraftIdea): string {
  const value = identifierOf(name);
  const article = subject === 'account' ? 'an' : 'a';
  return `import { describe, expect, it } from 'vitest';
import { ${value} } from './${name}.js';

const judge = (calls: number) => ${value}.judge([{ ${subject}: 'a', calls }]);

describe('${wordsOf(name)}', () => {
  it('reports ${article} ${subject} that calls a hundred times', () => {
    expect(judge(100)).toMatchObject([{ subject: { kind: '${subject}', id: 'a' }, because: 'made 100 calls' }]);
  });

  it('leaves ${article} ${subject} alone that calls one time less', () => {
    expect(judge(99)).toEqual([]);
  });
});
`;
}
