import { type Call, called, HOUR, MINUTE, type Traffic } from '../call.js';
import { type Cast, namesOf } from '../cast.js';
import { drawnHome } from '../network.js';
import { ordinaryTraffic } from '../ordinary.js';
import { written } from '../phrase.js';
import { general } from '../vocabulary/general.js';
import { names } from '../vocabulary/names.js';
import { tutoring } from '../vocabulary/tutoring.js';
import { ownCompletion, ownPrompt } from '../voice.js';

/** Classes by number of pupils. */
const CLASSES: readonly number[] = [30, 26];

/** Weekdays with a lesson: Monday and Thursday. */
const LESSONS: ReadonlySet<number> = new Set([1, 4]);

/**
 * Classrooms: thirty young accounts behind one address paste the same exercise within the same hour.
 *
 * They share network, sign-up week and text, which is all a pool of spammers shares too; what they get back, and what
 * they ask besides, differs.
 */
export function addClassrooms(cast: Cast): void {
  for (const [index, pupils] of CLASSES.entries()) {
    const random = cast.random.fork(32, index);
    const place = random.pick([
      { country: 'DE', utcOffsetHours: 1 },
      { country: 'CA', utcOffsetHours: -5 },
    ]);
    const school = drawnHome('education', place.country, random);
    const accounts = Array.from({ length: pupils }, () =>
      cast.account({
        plan: 'free',
        ageDays: random.between(3, 9),
        topic: tutoring,
        homes: [school],
        place,
        rhythm: 'office',
        texts: 'both',
        keys: 1,
      }),
    );
    const hour = random.between(8, 13);
    const lesson: Traffic = (day) => {
      if (!LESSONS.has(day.weekday)) return [];
      const chance = random.fork(1, day.index);
      const exercise = chance
        .sample(tutoring.asks, 3)
        .map((ask) => written(ask, chance, { brand: ['exercise'] }, tutoring.words, general, names))
        .join(' ');
      const start = day.from + (hour - place.utcOffsetHours) * HOUR;
      return accounts.flatMap((account): Call[] => {
        if (chance.chance(0.1)) return [];
        const first = start + chance.below(35 * MINUTE);
        const own = Array.from({ length: chance.between(1, 3) }, (_, i) =>
          called(account, first + (i + 1) * chance.between(2, 7) * MINUTE, chance, {
            prompt: ownPrompt(account.voice, chance),
            completion: ownCompletion(account.voice, chance),
          }),
        );
        return [
          called(account, first, chance, { prompt: exercise, completion: ownCompletion(account.voice, chance) }),
          ...own,
        ];
      });
    };
    cast.traffic.push(lesson);
    for (const account of accounts) cast.traffic.push(ordinaryTraffic(account, cast.random, 0.3));
    cast.benign.push({ kind: 'classroom', accounts: namesOf(accounts) });
  }
}
