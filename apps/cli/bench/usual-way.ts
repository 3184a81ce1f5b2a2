import { hash, randomBytes } from 'node:crypto';
import { type PseudonymKind, pseudonym } from '#usage/pseudonym';
import { usageRecord } from '#usage/usage-record';
import type { Warehouse } from '#warehouse/warehouse';
import { networkOf } from '../../ingest/network-of.js';
import type { BenchBody } from './bench-bodies.js';

/** What the usual way works with. */
export interface UsualNeeds {
  /** A migrated one that has its keys. */
  readonly warehouse: Warehouse;
  readonly pseudonymKey: Uint8Array;
  /** Latest start of a call that is believed, and when everything is received. */
  readonly now: Date;
  /** Bodies of an insert: as many as can wait for their acknowledgement at once. */
  readonly together: number;
}

/**
 * Stores bodies as one would without us: JSON.parse, a schema, and objects handed to the client.
 *
 * It does a door's work. The schema checks every field, pseudonyms are made here and remembered, and the objects go to
 * the table behind our own reading and checking of lines, so that what follows is the same: repeated ids looked for in
 * the block and among all that are known, usage, fingerprints, roll-ups and identities, and the books of each body. An
 * insert takes as many bodies as could wait for it, and is what acknowledges them: it returns when the tables that sync
 * their parts have done so. While it is under way the next bodies are parsed. What it is spared: HTTP, batches sent
 * again, refused lines (the bodies hold none), and other forms of one address.
 */
export async function usualWay(
  { warehouse, pseudonymKey, now, together }: UsualNeeds,
  bodies: Iterable<BenchBody>,
): Promise<void> {
  const schema = usageRecord(now);
  const received_at = Math.floor(now.getTime() / 1_000);
  const named = pseudonyms(pseudonymKey);
  // One literal: an object that grows field by field takes three times as long to make and to write.
  const rowOf = (line: string, segment: string, line_number: number, batch: string, batch_line: number) => {
    const record = schema.parse(JSON.parse(line));
    return {
      segment,
      line_number,
      batch,
      batch_line,
      received_at,
      bound_source: record.source,
      source: record.source,
      id: record.id,
      // Its own hashes will do, since nothing else is compared with them; what JSON carries is text.
      record: hash('sha256', `${record.source}\0${record.id}`, 'base64').slice(0, 16),
      body: integer(line),
      at: new Date(record.at).toISOString().slice(0, -1),
      account: named('account', record.account),
      organization: named('organization', record.organization),
      project: named('project', record.project),
      key: named('key', record.key),
      session: named('session', record.session),
      conversation: named('conversation', record.conversation),
      end_user: named('end_user', record.end_user),
      safety_identifier: named('safety_identifier', record.safety_identifier),
      address: named('address', record.ip),
      network: named('network', record.ip && networkOf(record.ip)),
      asn: record.asn,
      country: record.country,
      network_class: record.network_class,
      user_agent: record.user_agent,
      sdk: record.sdk,
      client_fingerprint: record.client_fingerprint,
      provider: record.provider,
      model: record.model,
      model_served: record.model_served,
      operation: record.operation,
      input_tokens: record.input_tokens,
      output_tokens: record.output_tokens,
      cached_tokens: record.cached_tokens,
      reasoning_tokens: record.reasoning_tokens,
      cost_micro_usd: Math.round((record.cost_usd ?? 0) * 1e6),
      status: record.status,
      error: record.error,
      limit_type: record.limit_type,
      finish_reason: record.finish_reason,
      duration_ms: record.duration_ms,
      time_to_first_token_ms: record.time_to_first_token_ms,
      temperature: record.temperature,
      top_p: record.top_p,
      max_tokens: record.max_tokens,
      choices: record.choices,
      stream: record.stream,
      tools: record.tools,
      system_prompt_hash: record.system_prompt ? integer(record.system_prompt) : undefined,
      moderation_model: record.moderation_model,
      moderation: record.moderation,
      guardrails: record.guardrails,
      plan: record.plan,
      account_created_at: record.account_created_at
        ? Math.floor(Date.parse(record.account_created_at) / 1_000)
        : undefined,
      paid_micro_usd: Math.round((record.paid_usd ?? 0) * 1e6),
      payment: named('payment', record.payment_fingerprint),
      deployment: record.deployment,
      labels: labelsOf(record),
      account_original: record.account,
      key_original: record.key,
      prompt: record.prompt,
      completion: record.completion,
    };
  };
  let stored: Promise<void> = Promise.resolve();
  const insert = async (rows: readonly object[], segment: string) => {
    await stored;
    stored = warehouse.write('checked', rows, segment);
  };
  let rows: object[] = [];
  let segment = name();
  let waiting = 0;
  for (const { bytes } of bodies) {
    const batch = name();
    let batch_line = 0;
    for (const line of bytes.toString().trimEnd().split('\n')) {
      batch_line += 1;
      rows.push(rowOf(line, segment, rows.length + 1, batch, batch_line));
    }
    waiting += 1;
    if (waiting < together) continue;
    await insert(rows, segment);
    rows = [];
    segment = name();
    waiting = 0;
  }
  if (waiting > 0) await insert(rows, segment);
  await stored;
}

/** Makes pseudonyms and remembers them: most of a log's are seen again. */
function pseudonyms(key: Uint8Array) {
  const known = new Map<PseudonymKind, Map<string, string>>();
  return (kind: PseudonymKind, value: string | null | undefined): string | undefined => {
    if (!value) return undefined;
    let ofKind = known.get(kind);
    if (ofKind === undefined) {
      ofKind = new Map();
      known.set(kind, ofKind);
    }
    let made = ofKind.get(value);
    if (made === undefined) {
      made = pseudonym(key, kind, value);
      ofKind.set(value, made);
    }
    return made;
  };
}

function labelsOf(record: object): Record<string, string> | undefined {
  let labels: Record<string, string> | undefined;
  for (const field of Object.keys(record)) {
    if (!field.startsWith('x_')) continue;
    labels ??= {};
    labels[field] = JSON.stringify(Reflect.get(record, field));
  }
  return labels;
}

/** 64 bits of a hash, as JSON carries them exactly. */
function integer(text: string): string {
  return BigInt(`0x${hash('sha256', text).slice(0, 16)}`).toString();
}

/** 32 hex digits that nobody had before. */
function name(): string {
  return randomBytes(16).toString('hex');
}
