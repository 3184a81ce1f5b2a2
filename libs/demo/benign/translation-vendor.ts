import { type Call, called, HOUR, MINUTE, type Traffic } from '../call.js';
import { type Cast, namesOf } from '../cast.js';
import { ordinaryTraffic } from '../ordinary.js';
import { LANGUAGES } from '../vocabulary/languages.js';
import { support } from '../vocabulary/support.js';
import { ownCompletion } from '../voice.js';
import { established } from './established.js';

/** Source texts translated on a working day. */
const SOURCES = 4;

/**
 * A translation vendor: the same source text in many languages, from the vendor and from two sub-contractors.
 *
 * Only prompts are logged, so what is seen is one text of three established senders.
 */
export function addTranslationVendors(cast: Cast): void {
  const random = cast.random.fork(34);
  const vendor = cast.account(established(random, { topic: support, texts: 'prompt' }));
  const helpers = Array.from({ length: 2 }, () =>
    cast.account(
      established(random, { plan: 'pay-as-you-go', network: 'residential', topic: support, texts: 'prompt', keys: 1 }),
    ),
  );
  const work: Traffic = (day) => {
    if (day.weekday === 0 || day.weekday === 6) return [];
    const chance = random.fork(1, day.index);
    return Array.from({ length: SOURCES }).flatMap((): Call[] => {
      const source = ownCompletion(vendor.voice, chance);
      const start = day.from + chance.between(7, 15) * HOUR;
      return chance.sample(LANGUAGES, chance.between(6, 12)).map((language, i) => {
        const account = chance.chance(0.7) ? vendor : chance.pick(helpers);
        const prompt = `Translate into ${language}, keep names: ${source}`;
        return called(account, start + i * chance.between(1, 3) * MINUTE, chance, { prompt });
      });
    });
  };
  cast.traffic.push(work);
  for (const account of [vendor, ...helpers]) cast.traffic.push(ordinaryTraffic(account, cast.random, 3));
  cast.benign.push({ kind: 'translation-vendor', accounts: namesOf([vendor, ...helpers]) });
}
