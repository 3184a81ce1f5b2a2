import { describe, expect, it } from 'vitest';
import { parseConfig } from './config.js';

describe('settings', () => {
  it('have a default each', () => {
    const config = parseConfig({});
    expect(config.http).toEqual({ host: '127.0.0.1', port: 8787, trustedProxies: [] });
    expect(config.dataDirectory).toMatch(/\/\.usewatch$/);
    expect(config.ingest).toEqual({ retainText: false, futureSeconds: 3_600 });
  });

  it('are refused with every fault named at once', () => {
    const bad = { USEWATCH_PORT: '70000', CLICKHOUSE_URL: 'ftp://x', USEWATCH_KEEP_TEXT_DAYS: '0' };
    expect(() => parseConfig(bad)).toThrow(
      /USEWATCH_PORT.*\n.*CLICKHOUSE_URL: must be a URL starting with http.*\n.*USEWATCH_KEEP_TEXT_DAYS|CLICKHOUSE_URL[\s\S]*USEWATCH_KEEP_TEXT_DAYS/,
    );
  });

  it('take an empty variable for one that is not set', () => {
    expect(parseConfig({ CLICKHOUSE_URL: '', USEWATCH_PORT: '' }).http.port).toBe(8787);
  });

  it('believe proxies of the networks named, and refuse what is no network', () => {
    const trusted = (networks: string) => parseConfig({ USEWATCH_TRUSTED_PROXIES: networks }).http.trustedProxies;
    expect(trusted('10.0.0.0/8, fd00::/8')).toEqual(['10.0.0.0/8', 'fd00::/8']);
    for (const wrong of ['10.0.0.0', '10.0.0.0/33', 'proxy/8', '10.0.0.0/8 fd00::/8'])
      expect(() => trusted(wrong)).toThrow(/USEWATCH_TRUSTED_PROXIES: must be networks/);
  });

  it('refuse a demonstration clock in production', () => {
    const demo = { USEWATCH_DEMO_CLOCK: '2026-10-01T00:00:00Z' };
    expect(parseConfig(demo).demoClock).toEqual(new Date('2026-10-01T00:00:00Z'));
    expect(() => parseConfig({ ...demo, NODE_ENV: 'production' })).toThrow(/USEWATCH_DEMO_CLOCK: a production/);
  });
});
