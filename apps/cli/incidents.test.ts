import { Command } from 'commander';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { regroupFindings } from '#casebook/grouping';
import { beginRun, completeRun } from '#casebook/runs';
import { StandingClock } from '#platform/clock';
import type { Installation } from '#platform/open-installation';
import { pseudonym } from '#usage/pseudonym';
import { type FreshCasebook, freshCasebook } from '../../test/support/fresh-casebook.js';
import { registerIncidents } from './incidents.js';

const pseudonymKey = Buffer.alloc(32, 1);
const ann = pseudonym(pseudonymKey, 'account', 'ann@example.org');
const now = new Date('2026-03-02T00:00:00Z');
const window = { windowFrom: new Date('2026-03-01T00:00:00Z'), windowUntil: now };
const id = 'ab'.repeat(16);

describe('incidents at the terminal', () => {
  let fresh: FreshCasebook;
  beforeAll(async () => {
    fresh = await freshCasebook();
    const run = { id: '01'.repeat(16), detector: 'limit-hammering', version: 1, mode: 'retro' as const, ...window };
    const said = {
      subjectKind: 'account' as const,
      subject: ann,
      score: 7,
      point: 'act' as const,
      because: 'it \u001b[2J calls on',
    };
    const members = [{ account: ann, records: 3, tie: 'itself' }];
    const finding = {
      id: '02'.repeat(16),
      ...said,
      numbers: { calls: 9 },
      evidence: [],
      members,
      parties: [`account:${ann}`],
      withheld: null,
    };
    await beginRun(fresh.casebook, run, now, false);
    await completeRun(fresh.casebook, run, { findings: [finding], records: 9, opensIncidents: true }, now);
    const incident = { id, detector: run.detector, version: 1, category: 'ACC', severity: 'low' as const, ...said };
    const seen = { firstSeen: window.windowFrom, lastSeen: now, members, findings: [finding.id] };
    await regroupFindings(fresh.casebook, run.detector, () => [{ ...incident, ...seen }], now);
  });
  afterAll(() => fresh.close());

  const usewatch = async (...words: string[]) => {
    const installation = {
      casebook: fresh.casebook,
      clock: new StandingClock(now),
      secrets: { pseudonymKey },
      close: async () => undefined,
    } as unknown as Installation;
    const program = new Command().exitOverride().configureOutput({ writeErr: () => undefined });
    registerIncidents(program, async () => installation);
    let out = '';
    const write = vi.spyOn(process.stdout, 'write').mockImplementation((text) => {
      out += String(text);
      return true;
    });
    try {
      await program.parseAsync(words, { from: 'user' });
    } finally {
      write.mockRestore();
    }
    return out;
  };

  it('are listed with their sentence, and with nothing a terminal would obey', async () => {
    const out = await usewatch('incidents');
    expect(out).toMatch(new RegExp(`${id} +open +ACC +low +2026-03-02 00:00 +1 +it \\\\u\\{1b\\}\\[2J calls on`));
    expect(out).toContain('1 open, 0 confirmed, 0 dismissed, 0 uncertain in all');
  });

  it('are shown with members and findings', async () => {
    const out = await usewatch('incident', id);
    expect(out).toContain(`${ann}        3  itself`);
    expect(JSON.parse(await usewatch('incident', id, '--json'))).toMatchObject({
      id,
      findings: [{ numbers: { calls: 9 } }],
    });
  });

  it('are decided upon with a reason', async () => {
    const decide = (...words: string[]) => usewatch('decide', id, ...words);
    expect(await decide('--verdict', 'confirmed', '--action', 'limit', '--reason', 'seen it')).toMatch(
      /confirmed as ACC, action limit: seen it\n$/,
    );
    await expect(decide('--verdict', 'confirmed', '--action', 'limit', '--reason', 'again')).rejects.toThrow('already');
    await expect(decide('--verdict', 'dismissed', '--reason', ' ')).rejects.toThrow('--reason');
    await expect(decide('--verdict', 'open', '--reason', 'x')).rejects.toThrow('Allowed choices');
    await expect(decide('--verdict', 'dismissed')).rejects.toThrow('--reason');
  });

  it('that are not there are said to be not there', async () => {
    await expect(usewatch('incident', '0'.repeat(32))).rejects.toThrow('there is no incident');
    await expect(usewatch('incident', 'x')).rejects.toThrow('32 hex digits');
  });
});
