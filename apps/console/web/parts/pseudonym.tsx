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

/** A keyed name by its first digits: the whole of it on hover, its page behind it. */
export function Pseudonym({ kind, id, bare = false, link = true }: Pseudonym) {
  const page = SUBJECT_PAGES.find((each) => each.kind === kind);
  const text = (
    <>
      {!bare && `${kind} `}
      <span className={classes.id}>{id.length > 12 ? id.slice(0, 10) : id}</span>
    </>
  );
  if (page === undefined || !link) {
    return (
      <Tooltip label={`${kind} ${id}`}>
        <span className={classes.plain}>{text}</span>
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
