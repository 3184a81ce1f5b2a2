import { Tooltip } from '@mantine/core';
import type { Revealed } from '../api/answers.js';
import { counted } from '../parts/numbers.js';
import { Panel } from '../parts/panel.js';
import { defang } from './defang.js';
import classes from './evidence-part.module.css';
import { type Piece, templateOf } from './template-of.js';

const PARTS = ['completion', 'prompt'] as const;

/** Characters of a slot's values on the page; all of them on hover. */
const SHOWN = 60;

/** What the texts revealed so far have in common: fixed words, and slots with what each text puts there. */
export function TemplatePanel({ revealed }: { readonly revealed: readonly Revealed[] }) {
  const found = PARTS.flatMap((part) => {
    const texts = revealed.flatMap(({ parts }) => parts.filter((each) => each.part === part).map(({ text }) => text));
    const pieces = texts.length < 2 ? undefined : templateOf(texts);
    return pieces === undefined ? [] : [{ part, pieces, texts: texts.length }];
  });
  return found.map(({ part, pieces, texts }) => (
    <Panel key={part} title={`Template of the ${part}s`} note={`fixed words and slots, from ${counted(texts, 'text')}`}>
      <p className={classes.template}>
        {pieces.map((piece, place) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pieces are known by their place alone
          <span key={place}>{piece.kind === 'fixed' ? `${defang(piece.text)} ` : <Slot values={piece.values} />}</span>
        ))}
      </p>
    </Panel>
  ));
}

function Slot({ values }: Pick<Extract<Piece, { kind: 'slot' }>, 'values'>) {
  const distinct = [...new Set(values.map((value) => (value === '' ? 'nothing' : defang(value))))];
  const text = distinct.join(' | ');
  return (
    <>
      <Tooltip label={text} multiline maw={480}>
        <span className={classes.slot} role="note" aria-label={`slot: ${text}`}>
          {text.length > SHOWN ? `${text.slice(0, SHOWN)}…` : text}
        </span>
      </Tooltip>{' '}
    </>
  );
}
