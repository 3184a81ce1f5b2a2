import { type Call, called, DAY, HOUR, MINUTE } from '../call.js';
import { type Cast, namesOf } from '../cast.js';
import { ordinaryTraffic } from '../ordinary.js';
import { games } from '../vocabulary/games.js';
import { ownCompletion, ownPrompt } from '../voice.js';

const ACCOUNTS = 2;

/** Nights with a session and turns of each. */
const NIGHTS = 14;
const TURNS = 24;

/**
 * Plants two hateful role-plays, seen by the moderation score alone: long night sessions of one account whose scores for
 * hate stay high. The texts themselves are harmless fantasy, because nobody has to read the other kind here.
 */
export function plantHatefulRolePlay(cast: Cast): void {
  for (let index = 0; index < ACCOUNTS; index++) {
    const random = cast.random.fork(27, index);
    const account = cast.account({
      plan: 'free',
      ageDays: random.between(30, 200),
      topic: games,
      network: 'residential',
      rhythm: 'evening',
      texts: 'both',
      keys: 1,
    });
    const nights = random.sample([...Array(cast.days).keys()], NIGHTS).sort((a, b) => a - b);
    const start = (((1 - account.place.utcOffsetHours) % 24) + 24) % 24;
    cast.plant(
      {
        id: `role-play-${index + 1}`,
        kind: 'persistent-violation',
        category: 'HAT',
        accounts: namesOf([account]),
        records: NIGHTS * TURNS,
        findable: true,
      },
      nights[0] ?? 0,
      nights.at(-1) ?? 0,
    );
    cast.traffic.push(ordinaryTraffic(account, cast.random, 0.5), (day) => {
      if (!nights.includes(day.index)) return [];
      const chance = random.fork(1, day.index);
      const session = `ses_${chance.hex(10)}`;
      const first = Math.min(day.from + start * HOUR, day.from + DAY - TURNS * 2 * MINUTE);
      return Array.from({ length: TURNS }, (_, turn): Call => {
        const hate = Math.round(chance.within(0.55, 0.97) * 1_000) / 1_000;
        return called(account, first + turn * 2 * MINUTE + chance.below(MINUTE), chance, {
          prompt: ownPrompt(account.voice, chance),
          completion: ownCompletion(account.voice, chance),
          fields: {
            session,
            moderation_model: 'watchword-2',
            moderation: { hate, harassment: Math.round(hate * 700) / 1_000, violence: 0.04 },
          },
        });
      });
    });
  }
}
