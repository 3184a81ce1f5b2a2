import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { templateOf } from './template-of.js';

describe('a template', () => {
  it('is what the texts have in common, with a slot for each place where they differ', () => {
    expect(templateOf(['buy JointFlex at one shop now', 'buy SlimDrops at one shop today'])).toEqual([
      { kind: 'fixed', text: 'buy' },
      { kind: 'slot', values: ['JointFlex', 'SlimDrops'] },
      { kind: 'fixed', text: 'at one shop' },
      { kind: 'slot', values: ['now', 'today'] },
    ]);
  });

  it('has a slot that is empty in the texts that put nothing there', () => {
    expect(templateOf(['our drops heal all joints', 'our new drops heal all joints'])?.[1]).toEqual({
      kind: 'slot',
      values: ['', 'new'],
    });
  });

  it('is not seen in one text, nor in texts with hardly a word in common', () => {
    expect(templateOf(['only one'])).toBeUndefined();
    expect(templateOf(['the cat sat on a mat', 'ships leave at dawn'])).toBeUndefined();
  });

  it('gives each text back, word by word', () => {
    const word = fc.constantFrom('buy', 'our', 'drops', 'now', 'at', 'shop');
    const text = fc.array(word, { minLength: 3, maxLength: 30 }).map((words) => words.join(' '));
    fc.assert(
      fc.property(fc.array(text, { minLength: 2, maxLength: 5 }), (texts) => {
        const pieces = templateOf(texts);
        if (pieces === undefined) return;
        texts.forEach((whole, nth) => {
          const said = pieces.map((piece) => (piece.kind === 'fixed' ? piece.text : (piece.values[nth] ?? '')));
          expect(said.filter((part) => part !== '').join(' ')).toBe(whole);
        });
      }),
    );
  });
});
