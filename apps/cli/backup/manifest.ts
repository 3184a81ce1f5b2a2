import { z } from 'zod';

const Checksums = z.record(z.string(), z.string().regex(/^[0-9a-f]{64}$/));

const Name = z.string().regex(/^[a-z][a-z0-9_]*$/);

/** What a backup is of, and what lies in it. */
export const Manifest = z.object({
  /** Of the layout of the folder. */
  format: z.literal(1),
  /** The instant that the casebook is as of; the warehouse is of this instant or a little later. */
  takenAt: z.iso.datetime(),
  installation: z.object({ id: z.string(), demo: z.boolean(), createdAt: z.iso.datetime() }),
  /** Where a demonstration's clock stands; null for any other installation. */
  demoClockAt: z.iso.datetime().nullable(),
  /** Marks of the keys that pseudonyms, seals and hashes in it were made with; the keys themselves are kept apart. */
  keys: z.record(z.string(), z.string().regex(/^[0-9a-f]{16}$/)),
  casebook: z.object({
    migrations: Checksums,
    tables: z.array(
      z.object({
        name: Name,
        columns: z.array(z.string()),
        sequence: z.string().nullable(),
        counted: z.string().nullable(),
        rows: z.number().int().min(0),
      }),
    ),
  }),
  /** Null: it was left out. */
  warehouse: z
    .object({ migrations: Checksums, tables: z.array(z.object({ sealed: z.boolean(), name: Name })) })
    .nullable(),
});
export type Manifest = z.infer<typeof Manifest>;

export const MANIFEST = 'manifest.json';

/** Where a table of the casebook lies: a JSON text a row, gzipped. */
export function casebookFile({ name }: { readonly name: string }): string {
  return `casebook/${name}.jsonl.gz`;
}

/** Where a table of the warehouse lies: ClickHouse's native format, gzipped. */
export function warehouseFile({ sealed, name }: { readonly sealed: boolean; readonly name: string }): string {
  return `warehouse/${sealed ? 'private' : 'main'}/${name}.native.gz`;
}
