import { type Call, called, DAY } from '../call.js';
import { type Cast, namesOf } from '../cast.js';
import { drawnHome, drawnPlace, type Home } from '../network.js';
import { ordinaryTraffic } from '../ordinary.js';
import { TOPICS } from '../vocabulary/topics.js';
import { drawnVoice, ownPrompt } from '../voice.js';

/** Strangers who bought the key, and the calls each makes a day on average. */
const BUYERS = 45;
const CALLS_A_DAY = 2.5;

/** Day the key is first sold on. */
const SOLD = 11;

/**
 * Plants one resold key: after an ordinary past it answers strangers from dozens of networks, on every subject, around
 * the clock.
 */
export function plantSharedKey(cast: Cast): void {
  const random = cast.random.fork(25);
  const account = cast.account({
    plan: 'pay-as-you-go',
    ageDays: 320,
    network: 'residential',
    rhythm: 'office',
    texts: 'prompt',
    keys: 1,
  });
  const buyers = Array.from({ length: BUYERS }, () => ({
    home: drawnHome(
      random.pick(['residential', 'mobile', 'hosting', 'vpn'] as const),
      drawnPlace(random).country,
      random,
    ),
    voice: drawnVoice(random.pick(TOPICS), random),
    sdk: random.pick(['aurel-python/3.4.1', 'quill-js/0.14.2', 'plain-http', 'aurel-go/1.7.3']),
    fingerprint: `t13d${random.hex(12)}`,
  }));
  const uses = buyers.flatMap((buyer) =>
    Array.from({ length: cast.days - SOLD }, (_, day) => SOLD + day).flatMap((day) =>
      Array.from({ length: random.poisson(CALLS_A_DAY) }, () => ({ buyer, at: cast.at(day) + random.below(DAY) })),
    ),
  );
  cast.plant(
    {
      id: 'shared-key-1',
      kind: 'shared-key',
      category: 'ACC',
      accounts: namesOf([account]),
      records: uses.length,
      findable: true,
    },
    SOLD,
    cast.days - 1,
  );
  const texts = random.fork(1);
  cast.traffic.push(ordinaryTraffic(account, cast.random), (day) =>
    uses.flatMap(({ buyer, at }, index): Call[] => {
      if (at < day.from || at >= day.from + DAY) return [];
      const chance = texts.fork(index);
      const home: Home = buyer.home;
      const fields = { sdk: buyer.sdk, user_agent: buyer.sdk, client_fingerprint: buyer.fingerprint };
      return [called(account, at, chance, { home, fields, prompt: ownPrompt(buyer.voice, chance) })];
    }),
  );
}
