import { Tooltip } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import { SUBJECT_PAGES } from '../entity/subject-pages.js';
import classes from './pseudonym.module.css';

interface Pseudonym {
  /** What it names, such as `account`. */
  readonly kind: string;
  readonly id: string;
  /** Without its kind before it, where a column head says so. */
  readonly bare?: boolean;
  readonly link?: boolean;
}

/** A keyed name or a hash; whatever else is ranked or listed like one, a model's name say, is read as a whole. */
const DIGITS = /^[0-9a-f]{13,}$/;

/** A keyed name by its first digits: the whole of it on hover, its page behind it. */
export function Pseudonym({ kind, id, bare = false, link = true }: Pseudonym) {
  const page = SUBJECT_PAGES.find((each) => each.kind === kind);
  const isKeyed = DIGITS.test(id);
  const text = (
    <>
      {!bare && `${kind} `}
      <span className={classes.id}>{isKeyed ? id.slice(0, 10) : id}</span>
    </>
  );
  if (page === undefined || !link) {
    return (
      <Tooltip label={`${kind} ${id}`}>
        <span className={isKeyed ? classes.plain : classes.whole}>{text}</span>
      </Tooltip>
    );
  }
  return (
    <Tooltip label={`${kind} ${id}`}>
      <Link to={`/${page.path}/$id` as '/accounts/$id'} params={{ id }} className={classes.link} preload={false}>
        {text}
      </Link>
    </Tooltip>
  );
}
