import {
  indicatorSentence,
  type SharedCampaign,
  type SharedIndicator,
  sentenceOf,
  type Tlp,
} from './shared-campaign.js';
import { uuidOf } from './uuid.js';

/** Namespace of the names we give; drawn once. */
const NAMESPACE = '6f1c3f1e-0e0b-4f6c-9f39-6b0a1d1a7c55';

/** Extension of STIX 2.1 that carries TLP 2.0, and its five markings, as OASIS publishes them in cti-stix-common-objects. */
const TLP_EXTENSION = 'extension-definition--60a3c5c5-0d10-413e-aab3-9e08dde9e88d';
const TLP_MARKINGS: Readonly<Record<Tlp, string>> = {
  clear: 'marking-definition--94868c89-83c2-464b-929b-a1a8aa3c8487',
  green: 'marking-definition--bab4a63c-aed9-4cf5-a766-dfca5abac2bb',
  amber: 'marking-definition--55d920b0-5e8b-4f79-9ee9-91f868d9b421',
  'amber+strict': 'marking-definition--939a9414-2ddd-4d32-a0cd-375ea402b003',
  red: 'marking-definition--e828b379-4e03-4974-9ac4-e53a884c97c1',
};

/** Objects that STIX has no name for: a text by its keyed hash, a contact by its keyed hash. */
const OBSERVED = {
  domain: 'domain-name:value',
  template: 'x-usewatch-text:template_hash',
  contact: 'x-usewatch-contact:value_hash',
} as const satisfies Readonly<Record<SharedIndicator['kind'], string>>;

/** A STIX 2.1 object; which fields it has is said by its type. */
export type StixObject = Readonly<Record<string, unknown>> & { readonly type: string; readonly id: string };

/** A STIX 2.1 bundle. */
export interface StixBundle {
  readonly type: 'bundle';
  readonly id: string;
  readonly objects: readonly StixObject[];
}

/**
 * A campaign as a STIX 2.1 bundle: who tells it, the campaign, what it is known by, and that each indicates it.
 *
 * Source: STIX Version 2.1, OASIS Standard, sections 3, 4, 5 and 9; TLP 2.0 as an extension of marking definitions.
 */
export function stixBundle(shared: SharedCampaign): StixBundle {
  const { producer, id, firstSeen, lastSeen, tlp, indicators } = shared;
  const name = (type: string, of: string) => `${type}--${uuidOf(NAMESPACE, `${type} ${of}`)}`;
  const created = firstSeen.toISOString();
  const modified = lastSeen.toISOString();
  const author = name('identity', producer.id);
  const marking = TLP_MARKINGS[tlp];
  const common = {
    spec_version: '2.1',
    created,
    modified,
    created_by_ref: author,
    object_marking_refs: [marking],
  };
  const campaign = name('campaign', `${producer.id} ${id}`);
  const known = indicators.map((each) => ({
    each,
    id: name('indicator', `${producer.id} ${id} ${each.kind} ${each.value}`),
  }));
  return {
    type: 'bundle',
    id: name('bundle', `${producer.id} ${id} ${modified} ${tlp}`),
    objects: [
      markingOf(tlp),
      { type: 'identity', id: author, ...common, name: producer.name, identity_class: 'organization' },
      {
        type: 'campaign',
        id: campaign,
        ...common,
        name: `Misuse of an AI API ${id.slice(0, 8)}`,
        description: sentenceOf(shared),
        first_seen: created,
        last_seen: modified,
        labels: [shared.category, shared.detector],
      },
      ...known.map(({ each, id: indicator }) => ({
        type: 'indicator',
        id: indicator,
        ...common,
        name: indicatorSentence(each),
        indicator_types: ['malicious-activity'],
        pattern: `[${OBSERVED[each.kind]} = '${each.value.replace(/[\\']/g, '\\$&')}']`,
        pattern_type: 'stix',
        pattern_version: '2.1',
        valid_from: created,
      })),
      ...known.map(({ id: indicator }) => ({
        type: 'relationship',
        id: name('relationship', `${indicator} indicates ${campaign}`),
        ...common,
        relationship_type: 'indicates',
        source_ref: indicator,
        target_ref: campaign,
      })),
    ],
  };
}

function markingOf(tlp: Tlp): StixObject {
  return {
    type: 'marking-definition',
    spec_version: '2.1',
    id: TLP_MARKINGS[tlp],
    created: '2022-10-01T00:00:00.000Z',
    name: `TLP:${tlp.toUpperCase()}`,
    extensions: { [TLP_EXTENSION]: { extension_type: 'property-extension', tlp_2_0: tlp } },
  };
}
