import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { defang } from './defang.js';

describe('defang', () => {
  it.each([
    ['see https://evil.example/path?a=b', 'see hxxps://evil[.]example/path?a=b'],
    ['HTTP://Evil.Example', 'hxxp://Evil[.]Example'],
    ['ftp://files.evil.example', 'fxp://files[.]evil[.]example'],
    ['write to care@evil.example today', 'write to care[@]evil[.]example today'],
    ['evil.example', 'evil[.]example'],
  ])('makes %s harmless', (text, harmless) => {
    expect(defang(text)).toBe(harmless);
  });

  it.each(['It ends.Then it begins', 'costs 3.50 a day', 'Nothing here.'])('leaves the sentence %s alone', (text) => {
    expect(defang(text)).toBe(text);
  });

  it('leaves no address that a program would make a link of', () => {
    const name = fc.stringMatching(/^[a-z][a-z0-9-]{0,8}[a-z]$/);
    const scheme = fc.constantFrom('http://', 'https://', 'HTTPS://', 'ftp://');
    fc.assert(
      fc.property(fc.lorem(), scheme, name, name, fc.lorem(), (before, door, host, end, after) => {
        expect(defang(`${before} ${door}${host}.${end} ${after}`)).not.toMatch(/\b(https?|ftp):\/\//i);
        expect(defang(`${before} ${door}${host}.${end} ${after}`)).toContain(`${host}[.]${end}`);
      }),
    );
  });

  it('changes nothing more when it is done twice', () => {
    fc.assert(
      fc.property(fc.webUrl(), (url) => {
        expect(defang(defang(url))).toBe(defang(url));
      }),
      { numRuns: 25 },
    );
  });
});
