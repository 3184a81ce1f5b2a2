/** What a reason means to whoever reads it, and what to do about it. */
export interface Explanation {
  /** One sentence about the line, or about the field it names. */
  readonly meaning: string;
  /** What the writer of the log can do. */
  readonly remedy: string;
}

/**
 * Every reason why a line is not stored; a closed list.
 *
 * A field stands beside a reason wherever one field has the fault. The names are those the warehouse writes into
 * `quarantine` and `book`.
 */
export const REASONS = {
  not_json: {
    meaning: 'The line is not one JSON object in UTF-8.',
    remedy:
      'Write one object a line: no byte order mark, no lone surrogates, no integer beyond 64 bits, at most 1,024 levels.',
  },
  duplicate_field: {
    meaning: 'One name stands twice in the record or in its moderation.',
    remedy: 'Write each name once; readers of JSON differ over which of two values counts.',
  },
  unknown_field: {
    meaning: 'The field is not part of a usage record.',
    remedy: 'Spell it as the field list does, leave it out, or keep it as a label: x_ and at most 126 more bytes.',
  },
  wrong_type: {
    meaning: 'The field holds another type than it should.',
    remedy: 'Write numbers and booleans without quotes, texts with them, lists as arrays of texts.',
  },
  missing: {
    meaning: 'A field that every record needs is absent or null.',
    remedy: 'Give source, id, at and account on every line.',
  },
  length: {
    meaning: 'A text, or a name in a list, is empty or too long; lengths count bytes of UTF-8.',
    remedy: 'Shorten it; names hold 256 bytes, source 128, user agents 512, texts 1 MiB.',
  },
  control_character: {
    meaning: 'The source holds a control character, such as a zero byte or a line end.',
    remedy: 'Name the gateway in printable characters.',
  },
  foreign_source: {
    meaning: 'The source is not the one the ingest key is bound to.',
    remedy: 'Use the key of that source, or ask for one.',
  },
  unmapped: {
    meaning: 'The record of another format says nothing that this field could be filled with.',
    remedy: 'Add what is lacking to the log or to the mapping; then drive the quarantined lines again.',
  },
  too_many: {
    meaning: 'The field holds more entries than a record may have.',
    remedy: 'Keep at most 256 names or categories, and 64 labels.',
  },
  not_an_instant: {
    meaning: 'The field is no instant of the calendar with a zone.',
    remedy: 'Write RFC 3339 in capitals with at most nine digits of a second, such as 2026-09-01T12:00:00.250Z.',
  },
  not_an_address: {
    meaning: 'The field is neither an IPv4 nor an IPv6 address.',
    remedy: 'Write the bare address, without port, zone or prefix length.',
  },
  not_a_code: {
    meaning: 'The field is not one of the codes it takes.',
    remedy: 'Write countries as two capitals of ISO 3166-1, and network classes as the field list names them.',
  },
  out_of_range: {
    meaning: 'A number or an instant lies beyond its bounds, or a count is not whole.',
    remedy: 'Check the unit; counts are whole and at least zero, scores lie from 0 to 1, instants from 1970 to 2105.',
  },
  future: {
    meaning: 'The call starts later than the clock allows.',
    remedy: 'Set the clock of the gateway; some lead is allowed, an hour unless the operator says otherwise.',
  },
  repeat: {
    meaning: 'The same record was stored before.',
    remedy: 'Nothing: a log that is sent twice counts once.',
  },
  conflict: {
    meaning: 'Another record with this source and id was stored before; the first one stands.',
    remedy: 'Make ids unique within their source.',
  },
  unknown_caller: {
    meaning: 'The call was refused with status 401 and names no account: nobody is known to have made it.',
    remedy: 'Nothing: such calls are counted by network and hour.',
  },
  line_too_long: {
    meaning: 'The line is longer than a line may be.',
    remedy: 'Cut prompt and completion at the gateway.',
  },
} as const satisfies Readonly<Record<string, Explanation>>;

/** Why a line is not stored. */
export type Reason = keyof typeof REASONS;

/** Whether a word is one of the reasons. */
export function isReason(word: string): word is Reason {
  return Object.hasOwn(REASONS, word);
}
