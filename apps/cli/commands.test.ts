import { Command } from 'commander';
import { describe, expect, it } from 'vitest';
import { commands } from './commands.js';

describe('the commands of usewatch', () => {
  it.each(commands)('$words are where they are looked for', async ({ words, load }) => {
    const program = new Command();
    (await load())(program, () => Promise.reject(new Error('nothing is opened')));
    expect(program.commands.map((command) => command.name())).toEqual(words);
  });
});
