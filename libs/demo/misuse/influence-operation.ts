import type { Account } from '../account.js';
import { type Call, called, DAY, type Day, HOUR, SECOND, type Traffic } from '../call.js';
import { type Cast, namesOf } from '../cast.js';
import { capital, written } from '../phrase.js';
import type { Random } from '../random.js';
import { NARRATIVE, PERSONAS, TOWNS } from '../vocabulary/narrative.js';

const ACCOUNTS = 8;
const LANGUAGES = Object.keys(NARRATIVE);

/** One batch of comments. */
interface Batch {
  readonly account: Account;
  readonly at: number;
  readonly language: string;
}

/**
 * Plants one influence operation: eight accounts ask for batches of short comments that tell the same invented story in
 * six languages under changing personas, in the office hours of one time zone.
 */
export function plantInfluence(cast: Cast): void {
  const random = cast.random.fork(23);
  const place = { country: 'PL', utcOffsetHours: 1 };
  const accounts = Array.from({ length: ACCOUNTS }, () =>
    cast.account({
      plan: 'pay-as-you-go',
      ageDays: random.between(20, 60),
      place,
      network: 'vpn',
      rhythm: 'office',
      texts: 'both',
      keys: 1,
    }),
  );
  const batches: Batch[] = [];
  for (let day = 0; day < cast.days; day++) {
    const weekday = new Date(cast.at(day)).getUTCDay();
    if (weekday === 0 || weekday === 6) continue;
    for (const account of accounts) {
      const from = cast.at(day) + random.between(7, 15) * HOUR;
      for (let i = random.between(2, 6); i > 0; i--) {
        batches.push({ account, at: from + i * random.between(40, 200) * SECOND, language: random.pick(LANGUAGES) });
      }
    }
  }
  cast.plant(
    {
      id: 'influence-1',
      kind: 'narrative-fan-out',
      category: 'INF',
      accounts: namesOf(accounts),
      records: batches.length,
      findable: true,
    },
    0,
    cast.days - 1,
  );
  const texts = random.fork(1);
  cast.traffic.push((day) => commented(batches, day, texts));
}

function commented(batches: readonly Batch[], day: Day, texts: Random): ReturnType<Traffic> {
  return batches.flatMap(({ account, at, language }, index): Call[] => {
    if (at < day.from || at >= day.from + DAY) return [];
    const random = texts.fork(index);
    const persona = random.pick(PERSONAS);
    const prompt = `Write 4 short comments in ${language} as a ${persona} from ${random.pick(TOWNS)} against the Halvergate bridge, different moods, no hashtags.`;
    const completion = Array.from({ length: random.between(2, 4) }, () => comment(language, persona, random)).join(
      '\n',
    );
    return [called(account, at, random, { prompt, completion, fields: { choices: 4 } })];
  });
}

function comment(language: string, persona: string, random: Random): string {
  const { opens, claims, ends } = NARRATIVE[language] as (typeof NARRATIVE)[string] & object;
  const own = { persona: [persona], town: TOWNS };
  return capital(written(`${random.pick(opens)}: ${random.pick(claims)}, ${random.pick(ends)}`, random, own));
}
