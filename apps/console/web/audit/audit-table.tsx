import { Table } from '@mantine/core';
import { Link } from '@tanstack/react-router';
import type { AuditPage } from '../api/answers.js';
import { Instant } from '../parts/instant.js';
import type { AuditSearch } from './audit-search.js';
import classes from './audit-table.module.css';
import { deedName } from './deed-names.js';

type Entry = AuditPage['entries'][number];

interface AuditTableOf {
  readonly entries: readonly Entry[];
  readonly onFilter: (search: AuditSearch) => void;
}

/** Entries, latest first; what each is about leads to its page, or to everything else done to it. */
export function AuditTable({ entries, onFilter }: AuditTableOf) {
  return (
    <div className={classes.sheet}>
      <Table verticalSpacing={4} horizontalSpacing={12} fz={13}>
        <Table.Thead>
          <Table.Tr>
            <Table.Th ta="right" w={56}>
              No.
            </Table.Th>
            <Table.Th w={136}>When (UTC)</Table.Th>
            <Table.Th w={96}>Who</Table.Th>
            <Table.Th w={170}>Did</Table.Th>
            <Table.Th w={180}>To</Table.Th>
            <Table.Th>Why, and what else is written</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => {
            const { sequence, at, actor, action, object, reason } = entry;
            return (
              <Table.Tr key={sequence}>
                <Table.Td ta="right" c="dimmed">
                  {sequence}
                </Table.Td>
                <Table.Td>
                  <Instant at={at} />
                </Table.Td>
                <Table.Td>
                  <button type="button" className={classes.only} onClick={() => onFilter({ actor })}>
                    {actor}
                  </button>
                </Table.Td>
                <Table.Td>
                  <button type="button" className={classes.only} onClick={() => onFilter({ action })}>
                    {deedName(action)}
                  </button>
                </Table.Td>
                <Table.Td>
                  <About entry={entry} onAll={() => onFilter({ object })} />
                </Table.Td>
                <Table.Td>
                  {reason}
                  <Details details={entry.details} />
                </Table.Td>
              </Table.Tr>
            );
          })}
        </Table.Tbody>
      </Table>
    </div>
  );
}

function About({ entry: { object_kind, object }, onAll }: { readonly entry: Entry; readonly onAll: () => void }) {
  const text = `${object_kind.replaceAll('_', ' ')} ${object.slice(0, 8)}`;
  return object_kind === 'incident' ? (
    <Link to="/incidents/$id" params={{ id: object }}>
      {text}
    </Link>
  ) : (
    <button type="button" className={classes.only} onClick={onAll}>
      {text}
    </button>
  );
}

function Details({ details }: { readonly details: Entry['details'] }) {
  const told = Object.entries(details).filter(([, value]) => value !== null && value !== '');
  if (told.length === 0) return null;
  return (
    <span className={classes.details}>
      {told.map(([name, value]) => (
        <span key={name}>
          {name.replaceAll('_', ' ')} <b>{shown(value)}</b>
        </span>
      ))}
    </span>
  );
}

function shown(value: unknown): string {
  if (typeof value === 'string') return value.length > 40 ? `${value.slice(0, 12)}…` : value;
  if (Array.isArray(value)) return value.length > 3 ? `${value.length} of them` : value.map(shown).join(', ') || 'none';
  return String(typeof value === 'object' ? JSON.stringify(value) : value);
}
