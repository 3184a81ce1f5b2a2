/** Something that has happened to an incident, as the casebook tells it. */
export interface ToldFact {
  /** Facts of one incident come in the order of their numbers. */
  readonly sequence: number;
  readonly fact: string;
  readonly at: Date;
  readonly incident: string;
  /** Columns of `incident_fact` that this kind of fact has, instants as ISO 8601; null where there is nothing to say. */
  readonly body: Readonly<Record<string, unknown>>;
}

/** Columns of `incident_fact` that hold an instant and may be absent. */
const INSTANTS: readonly string[] = ['first_seen', 'last_seen'];

/** A fact as a row of `incident_fact`; columns it says nothing of are left to their defaults. */
export function factRow({ sequence, fact, at, incident, body }: ToldFact): Readonly<Record<string, unknown>> {
  const told = Object.entries(body).flatMap(([column, value]) => {
    if (value === null) return [];
    return [[column, INSTANTS.includes(column) ? instantOf(new Date(String(value))) : value]];
  });
  return {
    ...Object.fromEntries(told),
    day: at.toISOString().slice(0, 10),
    sequence,
    fact,
    at: instantOf(at),
    incident,
  };
}

/** As ClickHouse reads a DateTime64 in UTC. */
function instantOf(at: Date): string {
  return at.toISOString().slice(0, 23).replace('T', ' ');
}
