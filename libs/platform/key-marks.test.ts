import { describe, expect, it } from 'vitest';
import { keyMarks, otherKeys } from './key-marks.js';
import type { Secrets } from './secrets.js';

const key = (fill: number) => Buffer.alloc(32, fill);
const keys: Secrets = {
  ...{ pseudonymKey: key(1), identityKey: key(2), quarantineKey: key(3), fingerprintKey: key(4) },
  ...{ apiKeyPepper: key(5), releaseKey: key(6), pseudonymSince: new Date(0) },
};

describe('marks of keys', () => {
  it('tell keys apart and hold none of their bytes', () => {
    const marks = keyMarks(keys);
    expect(new Set(Object.values(marks)).size).toBe(6);
    expect(Object.values(marks).join('')).not.toContain(key(1).toString('hex').slice(0, 8));
    // The same bytes under another name are another key.
    expect(keyMarks({ ...keys, identityKey: key(1) }).identityKey).not.toBe(marks.pseudonymKey);
  });

  it('name the keys of a backup that are not at hand', () => {
    const others = keyMarks({ ...keys, apiKeyPepper: key(9), releaseKey: key(9) });
    expect(otherKeys(keyMarks(keys), others)).toEqual(['apiKeyPepper', 'releaseKey']);
    expect(otherKeys(keyMarks(keys), keyMarks(keys))).toEqual([]);
  });

  it('take the next pseudonym key while the one of the backup is still linked, and no later one', () => {
    const rotated: Secrets = { ...keys, pseudonymKey: key(7), previousPseudonym: { key: key(1), until: new Date(1) } };
    expect(otherKeys(keyMarks(keys), keyMarks(rotated))).toEqual([]);
    const { previousPseudonym: _, ...over } = rotated;
    expect(otherKeys(keyMarks(keys), keyMarks(over))).toEqual(['pseudonymKey']);
    expect(otherKeys(keyMarks(rotated), keyMarks(keys))).toEqual(['pseudonymKey']);
  });
});
