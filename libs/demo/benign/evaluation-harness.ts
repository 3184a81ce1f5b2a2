import { type Call, called, HOUR, SECOND, type Traffic } from '../call.js';
import { type Cast, namesOf } from '../cast.js';
import { ordinaryTraffic } from '../ordinary.js';
import { inventedName } from '../vocabulary/names.js';
import { TOPICS } from '../vocabulary/topics.js';
import { drawnVoice, ownCompletion, ownPrompt } from '../voice.js';
import { established } from './established.js';

/** Questions of the public test both laboratories run. */
const QUESTIONS = 40;

/** Weekdays of a run: Wednesday. */
const RUN_DAY = 3;

/** Evaluation harnesses: two laboratories ask the same public questions every week, at temperature 0. */
export function addEvaluationHarnesses(cast: Cast): void {
  const random = cast.random.fork(37);
  const writer = drawnVoice(random.pick(TOPICS), random);
  const test = inventedName(random);
  const questions = Array.from({ length: QUESTIONS }, (_, i) => `[${test} ${i + 1}] ${ownPrompt(writer, random)}`);
  const accounts = Array.from({ length: 2 }, () =>
    cast.account(established(random, { temperature: 0, texts: 'both', rhythm: 'machine' })),
  );
  for (const [index, account] of accounts.entries()) {
    const run: Traffic = (day) => {
      if (day.weekday !== RUN_DAY) return [];
      const chance = random.fork(1, day.index, index);
      const start = day.from + chance.between(1, 20) * HOUR;
      return questions.map(
        (prompt, i): Call =>
          called(account, start + i * 4 * SECOND + chance.below(2 * SECOND), chance, {
            prompt,
            completion: ownCompletion(account.voice, chance),
          }),
      );
    };
    cast.traffic.push(run, ordinaryTraffic(account, cast.random));
  }
  cast.benign.push({ kind: 'evaluation-harness', accounts: namesOf(accounts) });
}
