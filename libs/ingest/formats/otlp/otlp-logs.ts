import { type Adapter, Lines } from '../adapted.js';
import { instantOf } from '../instant-of.js';
import { parsed } from '../own.js';
import { milliseconds } from './nanoseconds.js';
import { Attributes, member, messageIn, messagesIn } from './otlp-attributes.js';
import { otlpEncoding, otlpJson, readOtlp } from './otlp-body.js';
import { draftOf, modelCall, outcome } from './otlp-call.js';
import { callId } from './otlp-traces.js';

/** The event that carries a whole call; others carry a message of one, or a judgement of it. */
const DETAILS = 'gen_ai.client.inference.operation.details';

/** Log records of OTLP: each event with the details of a call becomes a record, named after its span or its response. */
export const otlpLogs: Adapter = (body, { source, mapping, headers }) => {
  const lines = new Lines('otlp-logs', source);
  const message = readOtlp('Logs', body, otlpEncoding(body, headers));
  for (const resourceLogs of messagesIn(message, 'resourceLogs')) {
    const resourceNode = messageIn(resourceLogs, 'resource');
    const resource = new Attributes(resourceNode);
    for (const scopeLogs of messagesIn(resourceLogs, 'scopeLogs')) {
      const scopeNode = messageIn(scopeLogs, 'scope');
      const scope = new Attributes(scopeNode);
      for (const node of messagesIn(scopeLogs, 'logRecords')) {
        const span = new Attributes(node);
        const name = member(node, 'eventName') || span.get('event.name');
        const operation = name === DETAILS ? modelCall(span, undefined) : undefined;
        if (operation === undefined) {
          lines.ignore();
          continue;
        }
        // The event is written when the call ends; an observer's clock stands in where the writer gave no time.
        const at =
          milliseconds(member(node, 'timeUnixNano'), 'timeUnixNano') ??
          milliseconds(member(node, 'observedTimeUnixNano'), 'observedTimeUnixNano');
        const draft = {
          ...draftOf({ span, scope, resource, events: bodyOf(node) }, operation, mapping),
          ...outcome(span, undefined),
          id: callId(member(node, 'traceId'), member(node, 'spanId')) ?? span.text('gen_ai.response.id'),
          at: instantOf(at),
        };
        lines.add(draft, () =>
          otlpJson({
            resourceLogs: [{ resource: resourceNode, scopeLogs: [{ scope: scopeNode, logRecords: [node] }] }],
          }),
        );
      }
    }
  }
  return lines.end();
};

/** Some writers put the messages into the body of the event instead of its attributes. */
function bodyOf(node: Readonly<Record<string, unknown>>): readonly Attributes[] {
  const body = messageIn(node, 'body');
  const pairs = body === undefined ? undefined : parsed(member(body, 'kvlistValue'));
  return pairs === undefined ? [] : [new Attributes({ attributes: member(pairs, 'values') })];
}
