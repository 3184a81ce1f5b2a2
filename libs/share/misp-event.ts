import { indicatorSentence, type SharedCampaign, type SharedIndicator, sentenceOf } from './shared-campaign.js';
import { uuidOf } from './uuid.js';

/** Namespace of the names we give; drawn once. */
const NAMESPACE = '0d6b0f3c-6b0f-4c0e-8a0c-2f9f7d3b5a10';

/** How MISP calls each kind of indicator; hashes are keyed, so no sensor can look for them. */
const ATTRIBUTES = {
  domain: { type: 'domain', category: 'Network activity', to_ids: true },
  template: { type: 'other', category: 'Other', to_ids: false },
  contact: { type: 'other', category: 'Other', to_ids: false },
} as const satisfies Readonly<Record<SharedIndicator['kind'], object>>;

/** MISP's numbers: "medium", "completed", "your organisation only" until somebody there decides otherwise, "as the event". */
const MEDIUM = '2';
const COMPLETED = '2';
const OWN_ORGANISATION = '0';
const AS_EVENT = '5';

/**
 * A campaign as a MISP event.
 *
 * Source: MISP core format (draft-16) and the schema of MISP 2.5; every number is text there.
 */
export function mispEvent(shared: SharedCampaign) {
  const { producer, id, category, lastSeen, tlp, indicators } = shared;
  const timestamp = String(Math.floor(lastSeen.getTime() / 1_000));
  return {
    Event: {
      uuid: uuidOf(NAMESPACE, `${producer.id} ${id}`),
      date: lastSeen.toISOString().slice(0, 10),
      info: sentenceOf(shared),
      threat_level_id: MEDIUM,
      analysis: COMPLETED,
      distribution: OWN_ORGANISATION,
      published: false,
      timestamp,
      Orgc: { uuid: uuidOf(NAMESPACE, producer.id), name: producer.name },
      Tag: [{ name: `tlp:${tlp}` }, { name: `usewatch:category="${category}"` }],
      Attribute: indicators.map((each) => ({
        uuid: uuidOf(NAMESPACE, `${producer.id} ${id} ${each.kind} ${each.value}`),
        ...ATTRIBUTES[each.kind],
        value: each.kind === 'domain' ? each.value : `usewatch-${each.kind}:${each.value}`,
        comment: indicatorSentence(each),
        distribution: AS_EVENT,
        timestamp,
      })),
    },
  };
}
