import { z } from 'zod';
import type { Question } from '#usage/question';

/** Traits that tie accounts, by the parameter that holds the account's own. */
export const TYING = {
  network: 'networks',
  client: 'clients',
  payment: 'payments',
  domain: 'domains',
  template: 'templates',
} as const;
export type TyingTrait = keyof typeof TYING;

const count = z.coerce.number().int().nonnegative();

/** A trait, and the place of a thing among the account's own, counted from 1. */
const Thing = z.tuple([z.enum(Object.keys(TYING) as [TyingTrait, ...TyingTrait[]]), count]);

const Row = z.object({
  neighbours: count,
  /** A hundred less what is shared, the neighbour, and the things it shares. */
  closest: z.array(z.tuple([count, z.string(), z.array(Thing)])),
  /** Things, and beside each how many neighbours have it. */
  holders: z.tuple([z.array(Thing), z.array(count)]),
});

/** How an account's things are shared. */
export type Neighbours = z.infer<typeof Row>;

/** Asked with `account`, `from`, `until` and a list for each tying trait. */
export const neighbours: Question<Neighbours> = {
  sql: new URL('./questions/neighbours.sql', import.meta.url),
  row: Row,
};
