import { Buffer } from 'node:buffer';
import { execFileSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const SCRIPT = fileURLToPath(new URL('./export-telemetry.mjs', import.meta.url));

/** A request body in both encodings of OTLP. */
export interface Exported {
  readonly protobuf: Buffer;
  readonly json: Buffer;
}

/** What OpenTelemetry's own exporters write of a gateway's calls. */
export function exportedTelemetry(): { readonly traces: Exported; readonly logs: Exported } {
  const written = JSON.parse(execFileSync(process.execPath, [SCRIPT], { encoding: 'utf8' }));
  const read = ({ protobuf, json }: Record<keyof Exported, string>): Exported => ({
    protobuf: Buffer.from(protobuf, 'base64'),
    json: Buffer.from(json, 'base64'),
  });
  return { traces: read(written.traces), logs: read(written.logs) };
}
