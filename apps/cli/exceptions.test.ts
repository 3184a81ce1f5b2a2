import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { StandingClock } from '#platform/clock';
import type { Secrets } from '#platform/secrets';
import { pseudonym } from '#usage/pseudonym';
import { atTerminal } from '../../test/support/at-terminal.js';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import { registerExceptions } from './exceptions.js';
import { registerSharedNetworks } from './shared-networks.js';

const pseudonymKey = Buffer.alloc(32, 1);
const ann = pseudonym(pseudonymKey, 'account', 'ann@example.org');
const until = ['--until', '2026-04-01'];

describe('guard rails at the terminal', () => {
  let fresh: FreshCasebook;
  let usewatch: (...words: string[]) => Promise<string>;
  const clock = new StandingClock(new Date('2026-03-02T00:00:00Z'));
  beforeAll(async () => {
    fresh = await freshCasebook();
    const secrets = { pseudonymKey, identityKey: Buffer.alloc(32, 2) } as Secrets;
    usewatch = atTerminal([registerExceptions, registerSharedNetworks], { casebook: fresh.casebook, clock, secrets });
  });
  afterAll(() => fresh.close());

  const added = async (...words: string[]) => JSON.parse(await usewatch(...words, '--json'));
  const except = (...words: string[]) => usewatch('exceptions', 'add', ...words);
  const share = (...words: string[]) => usewatch('shared-networks', 'add', ...words);

  it('except an account by its name in the log or by its pseudonym', async () => {
    expect(await except('ann@example.org', '--reason', 'load test', ...until)).toContain(
      `the account ${ann} is excepted until 2026-04-01 00:00 (UTC)`,
    );
    const named = ['exceptions', 'add', ann, '--reason', 'x', ...until];
    expect(await added(...named)).toMatchObject({ subjectKind: 'account', subject: ann, detector: null });
    expect(await added(...named, '--original')).toMatchObject({ subject: pseudonym(pseudonymKey, 'account', ann) });
  });

  it('except a network by any address in it, from one detector if need be', async () => {
    const words = ['--kind', 'network', '--detector', 'spam-campaign', '--reason', 'ours', ...until];
    const network = pseudonym(pseudonymKey, 'network', '203.0.113.0/24');
    expect(await added('exceptions', 'add', '203.0.113.77', ...words)).toMatchObject({
      subject: network,
      detector: 'spam-campaign',
    });
    await expect(except('office', ...words)).rejects.toThrow('office is no network; write an address in it');
  });

  it('hold until they expire or are taken back, and stay on record', async () => {
    const { id } = await added('exceptions', 'add', 'bob', '--reason', 'short', '--until', '2026-03-03');
    expect(await usewatch('exceptions', 'list')).toMatch(new RegExp(`${id} .* holds +2026-03-03 00:00 .* short`));
    expect(await usewatch('exceptions', 'remove', id, '--reason', 'no more need')).toContain('is removed since');
    expect(await usewatch('exceptions', 'list')).not.toContain(id);
    expect(await usewatch('exceptions', 'list', '--all')).toMatch(new RegExp(`${id} .* removed`));
    expect(
      (await usewatch('exceptions', 'list', '--json'))
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line)),
    ).toEqual(expect.arrayContaining([expect.objectContaining({ subject: ann, state: 'holds', reason: 'load test' })]));
  });

  it('register shared networks and systems with use, provenance and end', async () => {
    const words = ['--usage', 'carrier_nat', '--provenance', 'RIPE, 2026-02', ...until];
    expect(await share('2001:db8:1::7', ...words)).toContain(
      `network ${pseudonym(pseudonymKey, 'network', '2001:db8:1::/48')} counts as shared until 2026-04-01`,
    );
    const { id } = await added('shared-networks', 'add', 'AS64500', ...words);
    expect(await usewatch('shared-networks', 'list')).toMatch(new RegExp(`${id} +AS64500 +carrier_nat +holds .*RIPE`));
    await usewatch('shared-networks', 'remove', id, '--reason', 'sold');
    expect(await usewatch('shared-networks', 'list')).not.toContain(id);
    expect(await usewatch('shared-networks', 'list', '--all', '--json')).toContain('"removedBecause":"sold"');
  });

  it('are refused with what to do instead', async () => {
    await expect(except('ann', '--reason', 'x', '--until', '2026-03-01')).rejects.toThrow('--until must lie ahead');
    await expect(except('ann', '--reason', ' ', ...until)).rejects.toThrow('--reason must say something');
    await expect(except('ann', '--reason', 'x')).rejects.toThrow('--until');
    await expect(usewatch('exceptions', 'remove', 'x', '--reason', 'x')).rejects.toThrow('exceptions list --all');
    const unknown = '00000000-0000-0000-0000-000000000000';
    await expect(usewatch('exceptions', 'remove', unknown, '--reason', 'x')).rejects.toThrow('there is no exception');
    await expect(usewatch('shared-networks', 'remove', unknown, '--reason', 'x')).rejects.toThrow('there is no entry');
    await expect(share('AS4294967296', '--usage', 'vpn', '--provenance', 'x', ...until)).rejects.toThrow('they end at');
    await expect(share('AS1', '--usage', 'office', '--provenance', 'x', ...until)).rejects.toThrow('Allowed choices');
  });
});
