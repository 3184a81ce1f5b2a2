import { type Call, called, DAY, SECOND } from '../call.js';
import { type Cast, namesOf } from '../cast.js';
import { inventedName } from '../vocabulary/names.js';
import { TOPICS } from '../vocabulary/topics.js';
import { drawnVoice, ownCompletion, ownPrompt } from '../voice.js';

const ACCOUNTS = 14;

/** Calls each account makes a day, the same for all, as a load balancer deals them out. */
const CALLS_A_DAY = 22;

/** Days the pool works. */
const FIRST = 15;
const LAST = 26;

/**
 * Plants one extraction pool: fourteen accounts with one means of payment ask about every subject at the same rate, with
 * low temperature and long answers, for reasons and marks as training data needs them.
 */
export function plantExtraction(cast: Cast): void {
  const random = cast.random.fork(26);
  const payment = `pay_${random.hex(12)}`;
  const accounts = Array.from({ length: ACCOUNTS }, () =>
    cast.account({
      plan: 'pay-as-you-go',
      ageDays: random.between(3, 12) - FIRST,
      network: 'hosting',
      rhythm: 'machine',
      sdk: 'aurel-python/3.4.1',
      temperature: 0.1,
      maxTokens: 4_096,
      payment,
      texts: 'both',
      keys: 1,
    }),
  );
  const voices = TOPICS.flatMap((topic) => Array.from({ length: 8 }, () => drawnVoice(topic, random)));
  const coda = `Think step by step, list every reason, then mark your answer from 1 to 10. Set ${inventedName(random)}.`;
  const records = ACCOUNTS * CALLS_A_DAY * (LAST - FIRST + 1);
  cast.plant(
    {
      id: 'extraction-1',
      kind: 'model-extraction',
      category: 'MOD',
      accounts: namesOf(accounts),
      records,
      findable: true,
    },
    FIRST,
    LAST,
  );
  cast.traffic.push((day) => {
    if (day.index < FIRST || day.index > LAST) return [];
    const chance = random.fork(1, day.index);
    const beat = DAY / (ACCOUNTS * CALLS_A_DAY);
    return Array.from({ length: ACCOUNTS * CALLS_A_DAY }, (_, i): Call => {
      const account = accounts[i % ACCOUNTS];
      if (account === undefined) throw new RangeError('plantExtraction requires accounts');
      const voice = chance.pick(voices);
      const prompt = `${ownPrompt(voice, chance)} ${coda}`;
      const fields = { output_tokens: chance.between(1_800, 4_096) };
      return called(account, day.from + i * beat + chance.below(5 * SECOND), chance, {
        prompt,
        completion: ownCompletion(voice, chance),
        fields,
      });
    });
  });
}
