import type { AccountUsage } from './account-usage.js';
import { OTHER_MODELS } from './code-lists.js';
import { regionOf } from './region-of.js';
import type { LinkedIncident } from './units.js';

/** What a unit called most, and from where. */
export interface MostlyCalled {
  readonly model: string;
  readonly region: string;
}

/** Calls of accounts, added up unit by unit. A unit's entry rests on its own calls alone. */
export class UnitUsage {
  readonly #byAccount = new Map<string, AccountUsage[]>();

  /** @param models  families that the release's specification names */
  constructor(private readonly models: readonly string[]) {}

  add(rows: readonly AccountUsage[]): void {
    for (const row of rows) this.#byAccount.set(row.account, [...(this.#byAccount.get(row.account) ?? []), row]);
  }

  /**
   * The model family and region that each unit called most, and most from; of equals the first by its code.
   *
   * @param linked  incidents with their accounts
   * @param units   unit of each incident
   */
  byUnit(linked: readonly LinkedIncident[], units: ReadonlyMap<string, string>): Map<string, MostlyCalled> {
    const accounts = new Map<string, Set<string>>();
    for (const { incident, accounts: named } of linked) {
      const unit = units.get(incident) ?? incident;
      const known = accounts.get(unit) ?? new Set();
      for (const account of named) known.add(account);
      accounts.set(unit, known);
    }
    return new Map(
      [...accounts].map(([unit, named]) => {
        const rows = [...named].flatMap((account) => this.#byAccount.get(account) ?? []);
        return [
          unit,
          {
            model: most(rows, ({ model }) => this.#familyOf(model)) ?? OTHER_MODELS,
            region: most(rows, ({ country }) => regionOf(country)) ?? 'UNK',
          },
        ];
      }),
    );
  }

  #familyOf(model: string): string {
    return this.models.find((family) => model.toLowerCase().startsWith(family)) ?? OTHER_MODELS;
  }
}

function most(rows: readonly AccountUsage[], codeOf: (row: AccountUsage) => string): string | undefined {
  const calls = new Map<string, number>();
  for (const row of rows) calls.set(codeOf(row), (calls.get(codeOf(row)) ?? 0) + row.calls);
  return [...calls].sort(([a, x], [b, y]) => y - x || (a < b ? -1 : 1))[0]?.[0];
}
