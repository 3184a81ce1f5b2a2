import { Button } from '@mantine/core';
import type { EvidenceList, Revealed } from '../api/answers.js';
import { Instant } from '../parts/instant.js';
import { whole } from '../parts/numbers.js';
import { Pseudonym } from '../parts/pseudonym.js';
import { defang } from './defang.js';
import classes from './evidence-part.module.css';

interface EvidenceRow {
  readonly record: EvidenceList['records'][number];
  readonly revealed: Revealed | undefined;
  /** Undefined: this person may not, or a look is under way. */
  readonly onReveal: (() => void) | undefined;
  readonly onHide: () => void;
}

/** One call: who, when, with what; then what was written, once it is revealed. */
export function EvidenceRow({ record, revealed, onReveal, onHide }: EvidenceRow) {
  const { account, at, model, status, output_tokens, error } = record;
  return (
    <li className={classes.record}>
      <div className={classes.line}>
        <Instant at={at} />
        <Pseudonym kind="account" id={account} bare />
        <span className={classes.muted}>
          {[
            model,
            status === 0 ? '' : `status ${status}`,
            output_tokens === 0 ? '' : `${whole(output_tokens)} tokens out`,
            error,
          ]
            .filter((text) => text !== '')
            .join(' · ')}
        </span>
        {revealed === undefined ? (
          <Button size="compact-xs" variant="subtle" disabled={onReveal === undefined} onClick={onReveal}>
            Reveal<span className="visually-hidden"> the text of {at}</span>
          </Button>
        ) : (
          <Button size="compact-xs" variant="subtle" onClick={onHide}>
            Cover
          </Button>
        )}
      </div>
      {revealed === undefined ? (
        <div className={classes.covered} aria-hidden="true" />
      ) : revealed.retained ? (
        revealed.parts.map(({ part, text, cut }) => (
          <blockquote key={part} className={classes.text}>
            <strong>{part.replace('_', ' ')}</strong>
            {defang(text)}
            {cut > 0 && <em className={classes.muted}> … {whole(cut)} characters more</em>}
          </blockquote>
        ))
      ) : (
        <p className={classes.note}>Its text was not kept: retention was off, or is over.</p>
      )}
    </li>
  );
}
