import { describe, expect, it } from 'vitest';
import { fraction } from '#disclosure/fraction';
import { storedNoisyCount } from '#disclosure/noisy-count';
import { lastCompleteQuarter } from '#publish/quarter';
import { t1Category } from '#publish/t1-category/t1-category';
import { describeDraft } from './release.js';

const drafted = (demo: boolean, isNew: boolean) =>
  describeDraft({
    release: {
      quarter: lastCompleteQuarter(new Date('2026-10-05T00:00:00Z')),
      version: demo ? 'DEMO-0.1.0' : '0.1.0',
      demo,
      specHash: '5'.repeat(64),
      spentThisYear: fraction(3n, 40n),
      tables: [
        { table: t1Category, measurements: t1Category.keys.map((_key, index) => storedNoisyCount(`${index * 9}`)) },
      ],
    },
    folder: '/data/releases/2026-Q3/draft-0.1.0',
    files: ['tables/t1.csv', 'SHA256SUMS'],
    isNew,
  });

describe('a drafted release at the terminal', () => {
  it('shows what readers will see, its price and where it lies', () => {
    const text = drafted(false, true);
    expect(text).toMatch(/^Release 2026-Q3, version 0\.1\.0, noise drawn now\n/);
    expect(text).toMatch(/ACC {2}Account and quota abuse +low +0 … 53\n/);
    expect(text).toMatch(/VIO {2}Violence and extremism +125 +111 … 141\n/);
    expect(text).toContain('3/40 of 1/2 spent, 17/40 left');
    expect(text).toMatch(/2 files in \/data\/releases\/2026-Q3\/draft-0\.1\.0\n$/);
  });

  it('says when the noise is an earlier one, and when the figures are invented', () => {
    expect(drafted(true, false)).toMatch(/^DEMO Release 2026-Q3, version DEMO-0\.1\.0, noise drawn earlier/);
  });
});
