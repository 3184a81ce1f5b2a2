import type { Window } from '#usage/window';
import { printClause } from './clause.js';
import type { FieldName } from './fields.js';
import { type Hunt, hasWindow, parseHunt } from './hunt.js';
import { HuntError } from './hunt-error.js';

/** What has a page of its own. */
export const ENTITY_KINDS = ['account', 'key', 'network', 'domain', 'template'] as const;
export type EntityKind = (typeof ENTITY_KINDS)[number];

/** The field that names an entity of each kind, and how it is asked for. */
const NAMED_BY: Readonly<Record<EntityKind, { readonly field: FieldName; readonly operator: 'is' | 'has' }>> = {
  account: { field: 'account', operator: 'is' },
  key: { field: 'key', operator: 'is' },
  network: { field: 'network', operator: 'is' },
  domain: { field: 'domains', operator: 'has' },
  template: { field: 'template_hash', operator: 'is' },
};

/**
 * The calls of one entity in a window, as a hunt.
 *
 * @throws {HuntError} when the id is none of the kind: 32 hex digits, or the decimal digits of a template's hash
 */
export function entityHunt(kind: EntityKind, id: string, { from, until }: Window): Hunt {
  const { field, operator } = NAMED_BY[kind];
  if (kind === 'template' ? !/^[1-9]\d{0,19}$/.test(id) : !/^[0-9a-f]{32}$/.test(id)) {
    const form = kind === 'template' ? 'the decimal digits of its hash' : '32 hex digits';
    throw new HuntError('id', `names no ${kind}`, `write ${form}, as records and findings show it`);
  }
  const clause = printClause([{ field, operator, values: [id] }]);
  const hunt = parseHunt({ from: from.toISOString(), until: until.toISOString(), where: [clause] });
  if (!hasWindow(hunt)) throw new TypeError('entityHunt requires a window');
  return hunt;
}
