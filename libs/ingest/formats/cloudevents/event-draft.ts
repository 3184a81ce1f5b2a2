import { Buffer } from 'node:buffer';
import { own, ownText, type Parsed, parsed } from '../own.js';
import type { Draft } from '../record-line.js';
import { splitJson } from '../split-json.js';

/** What is wrong with an event's attributes. */
export interface EventFault {
  readonly attribute: string;
  /** Says what it must be. */
  readonly message: string;
}

/** The first fault among the attributes that every event needs. */
export function eventFault(event: Parsed): EventFault | undefined {
  if (own(event, 'specversion') !== '1.0') return { attribute: 'specversion', message: 'must be "1.0"' };
  for (const attribute of ['type', 'source', 'id'])
    if (ownText(event, attribute) === undefined) return { attribute, message: 'is required and must be a text' };
  if (/\s/.test(ownText(event, 'source') as string))
    return { attribute: 'source', message: 'must be a URI reference, which holds no white space' };
  for (const attribute of ['subject', 'time']) {
    const value = own(event, attribute);
    if (value !== undefined && typeof value !== 'string') return { attribute, message: 'must be a text' };
  }
  return undefined;
}

/**
 * An event as a usage record: `subject` is the account, `time` the start unless the data says when, and the data hold
 * the other fields.
 *
 * Two producers behind one key may count their ids alike, so an id is told apart by the event's source unless that is the
 * key's own. What the data say of `source` and `id` is kept as labels.
 *
 * @returns which field cannot be told instead of a draft: `data` that is no JSON object, an account that is two
 */
export function eventDraft(event: Parsed, source: string): Draft | 'data' | 'account' {
  const data = dataOf(event);
  if (data === undefined) return 'data';
  const [account, subject] = [own(data, 'account'), own(event, 'subject')];
  if (account !== undefined && subject !== undefined && account !== subject) return 'account';
  const [sender, id] = [own(event, 'source') as string, own(event, 'id') as string];
  // A space parts the two: a source holds none, and an id that holds one is told apart as well.
  const isPlain = sender === source && !id.includes(' ');
  return {
    ...data,
    source: undefined,
    id: isPlain ? id : `${sender} ${id}`,
    at: own(data, 'at') ?? own(event, 'time'),
    account: account ?? subject,
    x_source: own(data, 'source'),
    x_id: own(data, 'id'),
  };
}

/** The data of an event: JSON, or the bytes of JSON in base64. */
function dataOf(event: Parsed): Parsed | undefined {
  const encoded = ownText(event, 'data_base64');
  if (encoded === undefined) return parsed(own(event, 'data'));
  try {
    const bytes = Buffer.from(encoded, 'base64');
    splitJson(bytes);
    return parsed(JSON.parse(bytes.toString()));
  } catch {
    return undefined;
  }
}
