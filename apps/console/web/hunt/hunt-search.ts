/** A hunt as its address has it: the address is all there is to share. */
export interface HuntSearch {
  readonly from?: string;
  readonly until?: string;
  /** Clauses that all have to be met, such as `status:from:400`. */
  readonly where?: readonly string[];
  /** Field whose values are ranked. */
  readonly by?: string;
  readonly rank?: string;
  readonly order?: string;
  /** Id of the saved hunt that was opened; the hunt itself stands beside it. */
  readonly saved?: string;
}

/** Takes what it knows of an address; the service says what is wrong with the rest. */
export function readHuntSearch(search: Readonly<Record<string, unknown>>): HuntSearch {
  const text = (name: string) => {
    const value = search[name];
    return typeof value === 'string' && value !== '' ? { [name]: value } : {};
  };
  const clauses = Array.isArray(search.where) ? search.where : [search.where];
  const where = clauses.filter((clause) => typeof clause === 'string' && clause !== '');
  return {
    ...text('from'),
    ...text('until'),
    ...text('by'),
    ...text('rank'),
    ...text('order'),
    ...text('saved'),
    ...(where.length > 0 ? { where } : {}),
  };
}

/** A value as a clause takes it: signs that mean something stand behind a backslash. */
export function escaped(value: string): string {
  return value.replace(/[\\:,|.]/g, '\\$&');
}

/** The part of an address that every question of a hunt takes. */
export function asked({
  from,
  until,
  where,
}: HuntSearch): Readonly<Record<string, string | readonly string[] | undefined>> {
  return { from, until, where };
}
