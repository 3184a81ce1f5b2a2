import {
  countAt,
  type ForgottenKind,
  forgetAt,
  type SubjectPlace,
  type SubjectTable,
  subjectPlaces,
} from '#ingest/forget/subject-places';
import { type IsTheirs, removeFromDamaged, searchDamaged } from '#spool/damaged-pieces';
import type { Warehouse } from '#warehouse/warehouse';

/** A place where something of a subject may lie, and how it is removed there. */
export interface ForgetPlace {
  /** As a receipt names it: the table or folder, then what is looked for in it. */
  readonly name: string;
  /** The table or folder, for people. */
  readonly what: string;
  /** Rows or lines of the subject. */
  count(): Promise<number>;
  remove(): Promise<void>;
}

/** Where places lie. */
interface Stores {
  readonly warehouse: Warehouse;
  /** Folder of the spool. */
  readonly spool: string;
  /** As `subjectTables` answers. */
  readonly tables: readonly SubjectTable[];
}

interface Subject {
  readonly kind: ForgottenKind;
  /** As the log has it. */
  readonly original: string;
  readonly pseudonyms: readonly string[];
}

/** Every place to forget a subject at, in the order to do it. */
export function forgetPlaces({ warehouse, spool, tables }: Stores, subject: Subject): ForgetPlace[] {
  const isTheirs = isOf(subject.kind, subject.original);
  const damaged: ForgetPlace = {
    name: 'spool/damaged lines',
    what: 'spool/damaged',
    count: async () => (await searchDamaged(spool, isTheirs)).theirs,
    remove: () => removeFromDamaged(spool, isTheirs),
  };
  const inTables = subjectPlaces(tables, subject.kind, warehouse.databases.database).map((place): ForgetPlace => {
    const { database, table, way, column } = place;
    const parameters = parametersOf(warehouse, place, subject);
    return {
      name: `${database}.${table} ${way} ${column}`,
      what: table,
      count: async () => (await warehouse.ask(countAt(place), parameters, 'sealed'))[0]?.rows ?? 0,
      remove: () => warehouse.change(forgetAt(place), parameters),
    };
  });
  return [damaged, ...inTables];
}

/** Tells lines of the subject, as they were received. */
export function isOf(kind: ForgottenKind, original: string): IsTheirs {
  return (record) => record[kind] === original;
}

function parametersOf(
  { databases }: Warehouse,
  { database, table, way, column, kindColumn }: SubjectPlace,
  { kind, pseudonyms }: Subject,
) {
  const kinds = kindColumn === column ? pseudonyms : [kind];
  const place = { database, table, names: pseudonyms };
  switch (way) {
    case 'named':
      return { ...place, column, kind_column: kindColumn, kinds };
    case 'recorded':
      return { ...place, main: databases.database };
    case 'own-keys':
      return { ...place, main: databases.database, column };
  }
}
