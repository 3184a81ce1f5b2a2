import { type Adapter, Lines } from '../adapted.js';
import { instantOf } from '../instant-of.js';
import { milliseconds } from './nanoseconds.js';
import { Attributes, member, messageIn, messagesIn } from './otlp-attributes.js';
import { hexId, otlpEncoding, otlpJson, readOtlp } from './otlp-body.js';
import { draftOf, modelCall, outcome } from './otlp-call.js';

/** Bytes of the ids of W3C Trace Context. */
const [TRACE_ID, SPAN_ID] = [16, 8];

/**
 * Spans of OTLP: each one that is a call of a model becomes a record named after its trace and span.
 *
 * A call that comes as a span and as a log event too has the same name in both, so it counts once.
 */
export const otlpTraces: Adapter = (body, { source, mapping, headers }) => {
  const lines = new Lines('otlp-traces', source);
  const message = readOtlp('Traces', body, otlpEncoding(body, headers));
  for (const resourceSpans of messagesIn(message, 'resourceSpans')) {
    const resourceNode = messageIn(resourceSpans, 'resource');
    const resource = new Attributes(resourceNode);
    for (const scopeSpans of messagesIn(resourceSpans, 'scopeSpans')) {
      const scopeNode = messageIn(scopeSpans, 'scope');
      const scope = new Attributes(scopeNode);
      for (const node of messagesIn(scopeSpans, 'spans')) {
        const span = new Attributes(node);
        const operation = modelCall(span, member(node, 'kind'));
        if (operation === undefined) {
          lines.ignore();
          continue;
        }
        const events = messagesIn(node, 'events').map((event) => new Attributes(event));
        const start = milliseconds(member(node, 'startTimeUnixNano'), 'startTimeUnixNano');
        const end = milliseconds(member(node, 'endTimeUnixNano'), 'endTimeUnixNano');
        const draft = {
          ...draftOf({ span, scope, resource, events }, operation, mapping),
          ...outcome(span, messageIn(node, 'status')),
          id: callId(member(node, 'traceId'), member(node, 'spanId')),
          at: instantOf(start),
          duration_ms: start === undefined || end === undefined ? undefined : end - start,
        };
        lines.add(draft, () =>
          otlpJson({
            resourceSpans: [{ resource: resourceNode, scopeSpans: [{ scope: scopeNode, spans: [node] }] }],
          }),
        );
      }
    }
  }
  return lines.end();
};

/** Name of a call. @returns undefined unless both ids are there */
export function callId(trace: unknown, span: unknown): string | undefined {
  const traceId = hexId(trace, 'traceId', TRACE_ID);
  const spanId = hexId(span, 'spanId', SPAN_ID);
  return traceId === undefined || spanId === undefined ? undefined : `${traceId}-${spanId}`;
}
