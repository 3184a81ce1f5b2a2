import { guardRailName, guardRailOriginal } from './guard-rail-tables.js';
import type { CasebookSession } from './session.js';

/** A name under which an entry holds beside the one it was made under. */
export interface FurtherName {
  /** Id of an exception or of a shared network. */
  readonly entry: string;
  readonly subject: string;
}

/** Further names of every entry, in the order they were found. */
export async function furtherNames({ db }: CasebookSession): Promise<Map<string, string[]>> {
  const rows = await db.select().from(guardRailName).orderBy(guardRailName.foundAt, guardRailName.subject);
  const names = new Map<string, string[]>();
  for (const { entry, subject } of rows) {
    const some = names.get(entry);
    if (some === undefined) names.set(entry, [subject]);
    else some.push(subject);
  }
  return names;
}

/** Lets entries hold under further names; those known already stay as they are. */
export async function addFurtherNames(
  { db }: CasebookSession,
  names: readonly FurtherName[],
  foundAt: Date,
): Promise<void> {
  if (names.length === 0) return;
  await db
    .insert(guardRailName)
    .values(names.map((name) => ({ ...name, foundAt })))
    .onConflictDoNothing();
}

/** Keeps the network of an entry, sealed; see `libs/ingest/names/sealed-names.ts`. */
export async function keepOriginal({ db }: CasebookSession, entry: string, sealed: string): Promise<void> {
  await db.insert(guardRailOriginal).values({ entry, sealed });
}

/** The sealed network of every entry that has one, by entry. */
export async function sealedOriginals({ db }: CasebookSession): Promise<ReadonlyMap<string, string>> {
  const rows = await db.select().from(guardRailOriginal);
  return new Map(rows.map(({ entry, sealed }) => [entry, sealed]));
}
