import { HUNT_LIMITS } from '#hunt/cost';
import { type EntityKind, entityHunt } from '#hunt/entity';
import { type Hunt, printHunt } from '#hunt/hunt';
import { neighbours, TYING, type TyingTrait } from '#hunt/neighbours';
import { type Thing, TRAITS, type Trait, thingsOf } from '#hunt/things';
import { timeline } from '#hunt/timeline';
import type { Window } from '#usage/window';
import type { Warehouse } from '#warehouse/warehouse';
import { askHunt } from '../hunts/ask-hunt.js';
import { shapePoint } from '../hunts/hunt-shape.js';
import type { Entity } from './entity-shape.js';

/** Values shown of each trait; neighbours are looked for by so many of an account's own. */
const SHOWN = 50;

type Things = ReadonlyMap<Trait, readonly Thing[]>;

/**
 * What the warehouse knows of an entity: its days, what its calls have, and who shares that with it.
 *
 * @param signal  calls it off
 * @throws {HuntError | WarehouseError}
 */
export async function entityProfile(
  warehouse: Warehouse,
  kind: EntityKind,
  id: string,
  window: Window,
  signal: AbortSignal,
): Promise<Omit<Entity, 'blind' | 'findings' | 'incidents'>> {
  const hunt = entityHunt(kind, id, window);
  const { calls, texts } = thingsOf(hunt, SHOWN);
  const [days, ofCalls, ofTexts] = await Promise.all([
    askHunt(warehouse, hunt, (whole) => timeline(whole, 'day'), signal),
    askHunt(warehouse, hunt, calls, signal),
    askHunt(warehouse, hunt, texts, signal),
  ]);
  const found = [...ofCalls.rows, ...ofTexts.rows];
  const traits = TRAITS.filter((trait) => trait !== kind);
  const things: Things = new Map(traits.map((trait) => [trait, found.filter((thing) => thing.trait === trait)]));
  return {
    kind,
    id,
    from: window.from.toISOString(),
    until: window.until.toISOString(),
    hunt: printHunt(hunt),
    days: days.rows.map(shapePoint),
    things: [...things].map(([trait, some]) => ({
      trait,
      values: some.map(({ value, calls: of, accounts, tokens = null, cost_micro_usd = null }) => {
        return { value, calls: of, accounts, tokens, cost_micro_usd };
      }),
      in_all: some[0]?.values_in_all ?? 0,
    })),
    neighbours: kind === 'account' ? await neighboursOf(warehouse, id, hunt, things, signal) : null,
  };
}

async function neighboursOf(
  warehouse: Warehouse,
  account: string,
  { from, until }: Hunt,
  things: Things,
  signal: AbortSignal,
): Promise<Entity['neighbours']> {
  const own = (trait: TyingTrait) => (things.get(trait) ?? []).map(({ value }) => value);
  const lists = Object.entries(TYING).map(([trait, parameter]) => {
    const values = own(trait as TyingTrait);
    return [parameter, trait === 'template' ? values.map(BigInt) : values] as const;
  });
  const parameters = { account, from, until, ...Object.fromEntries(lists) };
  const [found] = await warehouse.ask(neighbours, parameters, 'open', { ...HUNT_LIMITS, signal });
  if (found === undefined) throw new TypeError('neighbours requires one row');
  const thing = ([trait, place]: readonly [TyingTrait, number]) => ({ trait, value: own(trait)[place - 1] ?? '' });
  const [shared, others] = found.holders;
  return {
    in_all: found.neighbours,
    closest: found.closest.map(([, neighbour, shares]) => ({ account: neighbour, shares: shares.map(thing) })),
    shared: shared.map((each, nth) => ({ ...thing(each), others: others[nth] ?? 0 })),
  };
}
