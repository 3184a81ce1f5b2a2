import { describe, expect, it } from 'vitest';
import { drawnTemplate, spun, wordCount, written } from './phrase.js';
import { Random } from './random.js';

const words = { animal: ['owl'], deed: ['sees {animal}'], place: ['north', 'south', 'east', 'west'] };

describe('phrase', () => {
  it('fills classes, and classes within words', () => {
    expect(written('One {animal} {deed}.', new Random(1), words)).toBe('One owl sees owl.');
  });

  it('writes an before a vowel', () => {
    expect(written('A {animal} and a {thing}', new Random(1), words, { thing: ['unit'] })).toBe('An owl and a unit');
  });

  it('prefers the first vocabulary', () => {
    expect(written('{animal}', new Random(1), { animal: ['cat'] }, words)).toBe('cat');
  });

  it('refuses a class nobody knows', () => {
    expect(() => written('{mineral}', new Random(1), words)).toThrow('requires a vocabulary that knows mineral');
  });

  it('counts words by spaces', () => {
    expect(wordCount(' two  words ')).toBe(2);
  });
});

describe('template', () => {
  const phrase = 'We go {place} then {place} with a small bag and {place} again until the sun sets over {place}.';
  const template = drawnTemplate(phrase, 0.15, 4, new Random(5), words);

  it('keeps slots to the wanted share of words', () => {
    expect(template.slotShare).toBeGreaterThan(0);
    expect(template.slotShare).toBeLessThanOrEqual(0.25);
  });

  it('changes from spin to spin in its slots alone', () => {
    const random = new Random(9);
    const spins = new Set(Array.from({ length: 40 }, () => spun(template, random)));
    expect(spins.size).toBeGreaterThan(1);
    for (const spin of spins)
      expect(spin).toMatch(/^We go \w+ then \w+ with a small bag and \w+ again until the sun sets over \w+\.$/);
  });
});
