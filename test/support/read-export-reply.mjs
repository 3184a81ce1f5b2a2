// Reads a reply to an export (standard input) as OpenTelemetry's own exporters do, and writes it as JSON on standard
// output. Arguments: traces or logs, protobuf or json. A process of its own for the reason export-telemetry.mjs gives.
import { readFileSync } from 'node:fs';
import {
  JsonLogsSerializer,
  JsonTraceSerializer,
  ProtobufLogsSerializer,
  ProtobufTraceSerializer,
} from '@opentelemetry/otlp-transformer';

const SERIALIZERS = {
  traces: { protobuf: ProtobufTraceSerializer, json: JsonTraceSerializer },
  logs: { protobuf: ProtobufLogsSerializer, json: JsonLogsSerializer },
};
const [, , signal, encoding] = process.argv;
const reply = SERIALIZERS[signal][encoding].deserializeResponse(readFileSync(0));
// Counts are 64-bit integers in protobuf.
process.stdout.write(JSON.stringify(reply, (_, value) => (typeof value === 'bigint' ? String(value) : value)));
