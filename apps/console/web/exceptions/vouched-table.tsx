import { Button, Table } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { useNow } from '../api/session.js';
import { FormDialog } from '../parts/form-dialog.js';
import { age, Instant } from '../parts/instant.js';
import { Tag } from '../parts/tag.js';

/** What an exception and a shared network have in common: somebody vouches for it until an instant. */
export interface Vouched {
  readonly id: string;
  readonly added_by: string;
  readonly added_at: string;
  readonly expires_at: string;
  readonly removed_by: string | null;
  readonly removed_at: string | null;
  readonly removed_because: string | null;
}

interface VouchedTable<Entry extends Vouched> {
  readonly entries: readonly Entry[];
  /** What one is called, such as `exception`. */
  readonly noun: string;
  readonly columns: readonly (readonly [head: string, of: (entry: Entry) => ReactNode])[];
  /** Undefined: this person may not. */
  readonly onLift: ((entry: Entry, reason: string) => Promise<unknown>) | undefined;
}

/** Entries with who vouches, until when, and a way to end each before its time. */
export function VouchedTable<Entry extends Vouched>({ entries, noun, columns, onLift }: VouchedTable<Entry>) {
  const [lifting, setLifting] = useState<Entry>();
  const now = useNow();
  return (
    <>
      <Table verticalSpacing={5} horizontalSpacing={12} fz={13}>
        <Table.Thead>
          <Table.Tr>
            {columns.map(([head]) => (
              <Table.Th key={head}>{head}</Table.Th>
            ))}
            <Table.Th w={200}>Holds until (UTC)</Table.Th>
            <Table.Th w={210}>By</Table.Th>
            <Table.Th w={70}>
              <span className="visually-hidden">Lift</span>
            </Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {entries.map((entry) => (
            <Table.Tr key={entry.id}>
              {columns.map(([head, of]) => (
                <Table.Td key={head}>{of(entry)}</Table.Td>
              ))}
              <Table.Td>
                <Until entry={entry} now={now} />
              </Table.Td>
              <Table.Td>
                {entry.added_by}, <Instant at={entry.added_at} />
              </Table.Td>
              <Table.Td ta="right">
                {onLift !== undefined && entry.removed_at === null && entry.expires_at > now && (
                  <Button size="compact-xs" variant="default" onClick={() => setLifting(entry)}>
                    Lift<span className="visually-hidden"> this {noun}</span>
                  </Button>
                )}
              </Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
      {lifting !== undefined && onLift !== undefined && (
        <FormDialog
          title={`Lift this ${noun} before its time`}
          fields={[{ name: 'reason', label: 'Why it no longer holds', as: 'text' }]}
          does="Lift"
          onClose={() => setLifting(undefined)}
          onSend={({ reason = '' }) => onLift(lifting, reason)}
        >
          <p style={{ margin: 0, color: 'var(--muted)', fontSize: 13 }}>
            Findings of windows that end from now on open incidents again; what was withheld stays withheld.
          </p>
        </FormDialog>
      )}
    </>
  );
}

function Until({ entry, now }: { readonly entry: Vouched; readonly now: string }) {
  if (entry.removed_at !== null) {
    return (
      <>
        <Tag tone="low">lifted</Tag> <Instant at={entry.removed_at} /> by {entry.removed_by}: {entry.removed_because}
      </>
    );
  }
  if (entry.expires_at <= now) {
    return (
      <>
        <Tag tone="low">expired</Tag> <Instant at={entry.expires_at} />
      </>
    );
  }
  return (
    <>
      <Instant at={entry.expires_at} /> <span style={{ color: 'var(--muted)' }}>in {age(now, entry.expires_at)}</span>
    </>
  );
}
