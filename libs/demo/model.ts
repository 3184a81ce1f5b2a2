import type { Random } from './random.js';

/** A model of the demo's provider; the names are invented, the families look like public ones. */
export interface Model {
  readonly name: string;
  readonly provider: string;
  readonly operation: string;
  /** Micro-dollars a token. */
  readonly inputMicroUsd: number;
  readonly outputMicroUsd: number;
  readonly msPerToken: number;
  inputTokens(random: Random): number;
  outputTokens(random: Random): number;
}

/**
 * Sizes of conversation calls, tokens: log-normal laws fitted to the Azure LLM inference trace of 2023 (`conv`,
 * 19,366 calls): input mean 6.633 and deviation 0.985 of the logarithm, quartiles 396, 1,020, 1,189, largest
 * 14,050; output 5.019 and 0.859, quartiles 85, 129, 395, largest 1,000.
 */
const CONVERSATION = { input: [6.633, 0.985, 2, 14_050], output: [5.019, 0.859, 7, 1_000] } as const;

/**
 * Sizes of code completions, tokens, from the same trace (`code`, 8,819 calls): input mean 6.999 and deviation
 * 1.360 of the logarithm, quartiles 578, 1,469, 2,745, largest 7,437; output 2.788 and 0.847, quartiles 9, 13,
 * 24, largest 1,899.
 */
const COMPLETION = { input: [6.999, 1.36, 3, 7_437], output: [2.788, 0.847, 6, 1_899] } as const;

type Sizes = typeof CONVERSATION | typeof COMPLETION;

function size([mean, sigma, least, most]: readonly [number, number, number, number], random: Random): number {
  return Math.min(most, Math.max(least, Math.round(random.logNormal(mean, sigma))));
}

function model(
  name: string,
  provider: string,
  inputUsdAMillion: number,
  outputUsdAMillion: number,
  msPerToken: number,
  sizes: Sizes = CONVERSATION,
): Model {
  return {
    name,
    provider,
    operation: 'chat',
    inputMicroUsd: inputUsdAMillion,
    outputMicroUsd: outputUsdAMillion,
    msPerToken,
    inputTokens: (random) => size(sizes.input, random),
    outputTokens: (random) => size(sizes.output, random),
  };
}

/** Models of ordinary conversations, the most used first. */
export const CHAT_MODELS: readonly Model[] = [
  model('aurel-3-mini', 'aurel', 0.2, 0.8, 9),
  model('aurel-3', 'aurel', 2.5, 10, 18),
  model('quill-70b-instruct', 'quill', 0.9, 0.9, 22),
  model('quill-8b-instruct', 'quill', 0.1, 0.1, 7),
  model('aurel-3-pro', 'aurel', 10, 40, 35),
];

/** Models that complete code while it is typed. */
export const CODE_MODELS: readonly Model[] = [
  model('vireo-code-2', 'vireo', 0.4, 1.2, 8, COMPLETION),
  model('vireo-code-2-large', 'vireo', 1.5, 6, 16, COMPLETION),
  model('aurel-3', 'aurel', 2.5, 10, 18),
];
