import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { pseudonym } from '#usage/pseudonym';
import { namedDomains } from './campaign-indicators.js';
import { mispEvent } from './misp-event.js';
import { banded, type SharedCampaign, TLP } from './shared-campaign.js';
import { stixBundle } from './stix-bundle.js';
import { uuidOf } from './uuid.js';

const shared: SharedCampaign = {
  producer: { id: '7d1f6a7e-3c55-4f1e-9d3e-0a4b1c2d3e4f', name: 'Example API' },
  id: 'a'.repeat(32),
  category: 'SPM',
  detector: 'spam-campaign',
  firstSeen: new Date('2026-09-01T00:00:00Z'),
  lastSeen: new Date('2026-09-03T12:00:00Z'),
  accounts: 38,
  tlp: 'amber',
  hashKey: '0123456789abcdef',
  indicators: [
    { kind: 'domain', value: 'pills.example', accounts: 12 },
    { kind: 'template', value: '18446744073709551615', accounts: 38 },
    { kind: 'contact', value: 'c'.repeat(32), accounts: 2 },
  ],
};

// What STIX 2.1 (OASIS Standard, 10 June 2021) says of the objects used here: 2.9, 3.2, 4.3, 4.7, 4.6, 5.1, 7.2.
const UUID = '[0-9a-f]{8}-[0-9a-f]{4}-[45][0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}';
const id = (type: string) => z.string().regex(new RegExp(`^${type}--${UUID}$`));
const instant = z.string().regex(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
const common = {
  spec_version: z.literal('2.1'),
  created: instant,
  modified: instant,
  created_by_ref: id('identity'),
  object_marking_refs: z.array(id('marking-definition')).min(1),
};
const StixObject = z.discriminatedUnion('type', [
  z.strictObject({
    type: z.literal('marking-definition'),
    id: id('marking-definition'),
    spec_version: z.literal('2.1'),
    created: instant,
    name: z.string(),
    extensions: z.record(
      id('extension-definition'),
      z.strictObject({ extension_type: z.literal('property-extension'), tlp_2_0: z.enum(TLP) }),
    ),
  }),
  z.strictObject({
    type: z.literal('identity'),
    id: id('identity'),
    ...common,
    name: z.string().min(1),
    identity_class: z.literal('organization'),
  }),
  z.strictObject({
    type: z.literal('campaign'),
    id: id('campaign'),
    ...common,
    name: z.string().min(1),
    description: z.string(),
    first_seen: instant,
    last_seen: instant,
    labels: z.array(z.string()).min(1),
  }),
  z.strictObject({
    type: z.literal('indicator'),
    id: id('indicator'),
    ...common,
    name: z.string(),
    indicator_types: z.array(z.string()).min(1),
    // One comparison of the pattern grammar, section 9: a string literal escapes ' and \ alone.
    pattern: z.string().regex(/^\[[a-z0-9-]+:[a-z_]+ = '([^'\\]|\\['\\])*'\]$/),
    pattern_type: z.literal('stix'),
    pattern_version: z.literal('2.1'),
    valid_from: instant,
  }),
  z.strictObject({
    type: z.literal('relationship'),
    id: id('relationship'),
    ...common,
    relationship_type: z.literal('indicates'),
    source_ref: id('indicator'),
    target_ref: id('campaign'),
  }),
]);
const StixBundle = z.strictObject({ type: z.literal('bundle'), id: id('bundle'), objects: z.array(StixObject).min(1) });

// MISP's own schema of format 2.5 takes text alone where others would write numbers, and no further fields.
const text = z.string();
const MispEvent = z.strictObject({
  Event: z.strictObject({
    uuid: z.uuid(),
    date: z.string().regex(/^\d{4}-\d\d-\d\d$/),
    info: text,
    threat_level_id: z.enum(['1', '2', '3', '4']),
    analysis: z.enum(['0', '1', '2']),
    distribution: z.enum(['0', '1', '2', '3', '4']),
    published: z.boolean(),
    timestamp: z.string().regex(/^\d+$/),
    Orgc: z.strictObject({ uuid: z.uuid(), name: text }),
    Tag: z.array(z.strictObject({ name: text })),
    Attribute: z.array(
      z.strictObject({
        uuid: z.uuid(),
        type: z.enum(['domain', 'other']),
        category: z.enum(['Network activity', 'Other']),
        to_ids: z.boolean(),
        value: text,
        comment: text,
        distribution: z.literal('5'),
        timestamp: z.string().regex(/^\d+$/),
      }),
    ),
  }),
});

describe('a campaign shared with peers', () => {
  it('is a STIX 2.1 bundle whose references all lead to objects in it', () => {
    const bundle = StixBundle.parse(stixBundle(shared));
    const ids = bundle.objects.map((object) => object.id);
    expect(new Set(ids).size).toBe(ids.length);
    const references = JSON.stringify(bundle).matchAll(/"(?:source_ref|target_ref|created_by_ref)":"([^"]+)"/g);
    for (const [, reference] of references) expect(ids).toContain(reference);
    const markings = bundle.objects.flatMap((object) =>
      'object_marking_refs' in object ? object.object_marking_refs : [],
    );
    for (const marking of markings) expect(ids).toContain(marking);
    expect(bundle.objects.map(({ type }) => type)).toEqual([
      'marking-definition',
      'identity',
      'campaign',
      'indicator',
      'indicator',
      'indicator',
      'relationship',
      'relationship',
      'relationship',
    ]);
  });

  it('is a MISP event that sensors take domains of, and nothing else', () => {
    const { Event } = MispEvent.parse(mispEvent(shared));
    expect(Event.Tag).toEqual([{ name: 'tlp:amber' }, { name: 'usewatch:category="SPM"' }]);
    expect(Event.Attribute.filter(({ to_ids }) => to_ids).map(({ value }) => value)).toEqual(['pills.example']);
  });

  it('has the same names however often it is exported, and others elsewhere', () => {
    expect(stixBundle(shared)).toEqual(stixBundle({ ...shared }));
    const elsewhere = stixBundle({
      ...shared,
      producer: { ...shared.producer, id: '00000000-0000-4000-8000-000000000000' },
    });
    const names = new Set(stixBundle(shared).objects.map((object) => object.id));
    expect(elsewhere.objects.filter((object) => names.has(object.id)).map(({ type }) => type)).toEqual([
      'marking-definition',
    ]);
  });

  it('tells counts in bands', () => {
    expect([1, 2, 4, 5, 19, 20, 4_999, 5_000, 1_000_000].map(banded)).toEqual([
      'fewer than 2',
      '2-4',
      '2-4',
      '5-9',
      '10-19',
      '20-49',
      '1000-4999',
      '5000 or more',
      '5000 or more',
    ]);
    expect(JSON.stringify([stixBundle(shared), mispEvent(shared)])).not.toMatch(/\b(38|12)\b accounts/);
  });

  it('stays well-formed whatever stands in its values', () => {
    fc.assert(
      fc.property(
        fc.array(fc.string({ unit: 'grapheme' }), { maxLength: 5 }),
        fc.constantFrom(...TLP),
        (values, tlp) => {
          const indicators = [...new Set(values)].map((value) => ({ kind: 'domain' as const, value, accounts: 2 }));
          StixBundle.parse(stixBundle({ ...shared, tlp, indicators }));
          MispEvent.parse(mispEvent({ ...shared, tlp, indicators }));
        },
      ),
    );
  });

  it('never holds the name or pseudonym of an account, not even where a domain is called like one', () => {
    const key = Buffer.alloc(32, 3);
    const label = fc.stringMatching(/^[a-z]{6,12}$/);
    fc.assert(
      fc.property(
        fc.uniqueArray(label, { minLength: 2, maxLength: 8 }),
        fc.uniqueArray(label, { maxLength: 5 }),
        (customers, sites) => {
          const accounts = customers.map((name) => `${name}.example`);
          const members = new Set(accounts.map((name) => pseudonym(key, 'account', name)));
          // Some of the domains are called like accounts.
          const names = [...new Set([...sites.map((site) => `${site}.example`), ...accounts.slice(0, 2)])];
          const domainOf = (name: string) => pseudonym(key, 'domain', name);
          const found = names.map((name) => ({ kind: 'domain' as const, value: domainOf(name), accounts: 2 }));
          const named = namedDomains(found, names, domainOf, (name) => members.has(pseudonym(key, 'account', name)));
          const indicators = named.indicators.flatMap(({ kind, name, accounts: some }) =>
            name === undefined ? [] : [{ kind, value: name, accounts: some }],
          );
          const campaign = { ...shared, accounts: accounts.length, indicators };
          const bytes = JSON.stringify([stixBundle(campaign), mispEvent(campaign)]);
          for (const member of members) expect(bytes).not.toContain(`${member}`);
          // By whole names: the domain `big.example` of a stranger holds the letters of the account `ig.example`.
          const said = new Set(bytes.match(/[\w.]+/g));
          for (const account of accounts) expect(said).not.toContain(account);
        },
      ),
    );
  });
});

describe('names of domains', () => {
  it('are believed only where the campaign promotes them', () => {
    const domainOf = (name: string) => `of ${name}`;
    const found = [{ kind: 'domain' as const, value: 'of a.example', accounts: 3 }];
    expect(namedDomains(found, ['A.example', 'b.example'], domainOf, () => false)).toEqual({
      indicators: [{ ...found[0], name: 'a.example' }],
      refused: ['b.example'],
    });
  });
});

describe('a name-based UUID', () => {
  it('is that of RFC 9562, appendix A.4', () => {
    expect(uuidOf('6ba7b810-9dad-11d1-80b4-00c04fd430c8', 'www.example.com')).toBe(
      '2ed6657d-e927-568b-95e1-2665a8aea6a2',
    );
  });
});
