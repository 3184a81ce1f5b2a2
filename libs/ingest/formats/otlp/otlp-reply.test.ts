import { describe, expect, it } from 'vitest';
import { exportFault, exportReply } from './otlp-reply.js';

describe('the reply to an OTLP export', () => {
  it('is empty when everything was taken', () => {
    expect(exportReply('traces', 'protobuf', 0, '')).toHaveLength(0);
    expect(String(exportReply('logs', 'json', 0, ''))).toBe('{}');
  });

  it('says how many were rejected and why, in the encoding and the words of the request', () => {
    expect(exportReply('traces', 'protobuf', 3, 'no account').toString('hex')).toBe('0a0e0803120a6e6f206163636f756e74');
    expect(JSON.parse(String(exportReply('traces', 'json', 3, 'no account')))).toEqual({
      partialSuccess: { rejectedSpans: '3', errorMessage: 'no account' },
    });
    expect(JSON.parse(String(exportReply('logs', 'json', 1, 'no id')))).toEqual({
      partialSuccess: { rejectedLogRecords: '1', errorMessage: 'no id' },
    });
  });

  it('is a google.rpc.Status when nothing was taken', () => {
    expect(exportFault('protobuf', 400, 'bad').toString('hex')).toBe('08031203626164');
    expect([429, 503, 500].map((status) => JSON.parse(String(exportFault('json', status, 'm'))).code)).toEqual([
      8, 14, 13,
    ]);
  });
});
