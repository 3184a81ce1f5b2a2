import { describe, expect, it } from 'vitest';
import { warehouseError } from './warehouse-error.js';

const refused = (code: string, message: string) =>
  warehouseError(Object.assign(new Error(message), { code }), 'load', 'http://u:secret@127.0.0.1:9/');

describe('an error of the warehouse', () => {
  it('repeats no constant of the expression it arose in, for that may be a key', () => {
    const error = refused('395', "lines require the secret: while executing 'FUNCTION concat('DEADBEEF'_String)'");
    expect(error.message).toBe('the warehouse at 127.0.0.1:9 refused load: lines require the secret');
    expect(error.cause).toBeUndefined();
  });

  it('may pass when memory or time ran out, and not when the statement is wrong', () => {
    expect([refused('241', 'memory').retryable, refused('62', 'syntax').retryable]).toEqual([true, false]);
  });

  it('without a reason points at what stands before the warehouse', () => {
    const error = warehouseError(new Error(''), 'load', 'http://127.0.0.1:9/');
    expect(error.message).toMatch(
      /^what answers at 127\.0\.0\.1:9 refused load and gave no reason; .*no proxy .* 1 MiB/,
    );
  });

  it('names the place without its password when nobody answers', () => {
    const error = refused('ECONNREFUSED', 'connect ECONNREFUSED');
    expect(error.retryable).toBe(true);
    expect(error.message).toMatch(/^the warehouse at 127\.0\.0\.1:9 does not answer .*CLICKHOUSE_URL/);
    expect(error.message).not.toContain('secret');
  });
});
