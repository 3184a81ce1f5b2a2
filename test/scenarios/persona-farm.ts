import type { Random } from '#demo/random';
import { PERSONAS, TOWNS } from '#demo/vocabulary/narrative';
import { support } from '#demo/vocabulary/support';
import { tutoring } from '#demo/vocabulary/tutoring';
import { ownPrompt, type Voice, drawnVoice as writing } from '#demo/voice';
import { SAYINGS } from './sayings.js';
import { chanceOf, DAY, drawnVoice, HOUR, MINUTE, type Strength, spoken, type Told } from './scene.js';

/** Deviation of a visit from its time at `jitter` 1, minutes. */
const MOST_JITTER = 30;

/** Visits that fail or are left out, as machines do at times. */
const SKIPPED = 0.05;

/**
 * One key plays invented people: each has a schedule of its own, day after day, and decides on some posts at every visit.
 *
 * Heeds `accounts` (personas), `volume` (visits of a persona a day), `mutation` (share of the words of a prompt that come from
 * the posts) and `jitter` (deviation of a visit from its time, in half hours).
 */
export function scheduledPersonas(
  { seed, accounts, volume, mutation, jitter }: Strength,
  account: string,
  from: number,
  days: number,
): Told[] {
  const random = chanceOf('scheduled-personas', seed);
  const voice = drawnVoice(random, 'hosting');
  return Array.from({ length: accounts }, (_, index) => index + 1).flatMap((one) => {
    const times = Array.from({ length: Math.round(volume) }, () => random.within(7, 22) * HOUR);
    const who = `${random.pick(PERSONAS)} from ${random.pick(TOWNS)}`;
    return everyDay(from, days).flatMap((midnight) =>
      times
        .filter(() => !random.chance(SKIPPED))
        .map((time) => {
          const at = midnight + time + random.normal() * jitter * MOST_JITTER * MINUTE;
          return decided(voice, account, at, random, {
            end_user: `persona-${one}`,
            prompt: order(who, mutation, random),
          });
        }),
    );
  });
}

/** The same, woken by a timer that runs through the waking hours with equal gaps and never at the same minute. */
export function timedPersonas(
  { seed, accounts, volume, mutation, jitter }: Strength,
  account: string,
  from: number,
  days: number,
): Told[] {
  const random = chanceOf('timed-personas', seed);
  const voice = drawnVoice(random, 'hosting');
  return Array.from({ length: accounts }, (_, index) => index + 1).flatMap((one) => {
    const gap = (15 * HOUR) / volume;
    const who = `${random.pick(PERSONAS)} from ${random.pick(TOWNS)}`;
    return everyDay(from, days).flatMap((midnight) => {
      const first = midnight + 6 * HOUR + random.below(gap);
      return Array.from({ length: Math.round(volume) }, (_, visit) => {
        const at = first + visit * gap + random.normal() * jitter * 0.2 * gap;
        return decided(voice, account, at, random, {
          end_user: `persona-${one}`,
          prompt: order(who, mutation, random),
        });
      });
    });
  });
}

function everyDay(from: number, days: number): number[] {
  return Array.from({ length: days }, (_, day) => from + day * DAY);
}

/** About 36 words of its own, and as many of the posts as `share` asks for. */
function order(who: string, share: number, random: Random): string {
  const frame = `You are ${who} with an account of your own. Read the posts below and decide for each of them whether you like it, comment on it, share it or ignore it. Answer in JSON with the fields post, action and text.`;
  const words = random
    .sample(SAYINGS.en ?? [], 10)
    .join(' ')
    .split(' ');
  return `${frame} Posts: ${words.slice(0, Math.round((36 * share) / (1 - share))).join(' ')}`;
}

function decided(
  voice: ReturnType<typeof drawnVoice>,
  account: string,
  at: number,
  random: Random,
  fields: Readonly<Record<string, unknown>>,
): Told {
  const action = random.pick(['like', 'ignore', 'share', 'comment'] as const);
  return spoken(voice, account, at, random, {
    key: `${account}-key`,
    output_tokens: random.between(16, 40),
    completion: `{"post": ${random.between(1, 5)}, "action": "${action}", "text": ""}`,
    ...fields,
  });
}

/** Keys with many claimed users, or with a clock, for honest reasons. */
export function namedUsers(seed: number, from: number, days: number): Told[] {
  const random = chanceOf('named-users', seed);
  const people = (count: number) => Array.from({ length: count }, (_, index) => index + 1);
  const voices = new Map<string, ReturnType<typeof drawnVoice>>();
  const call = (account: string, at: number, user: string, fields: Readonly<Record<string, unknown>> = {}) => {
    const voice = voices.get(account) ?? drawnVoice(random, 'hosting');
    voices.set(account, voice);
    return spoken(voice, account, at, random, { key: `${account}-key`, end_user: user, ...fields });
  };
  const [desk, tutor] = [writing(support, random), writing(tutoring, random)];
  const chat = (voice: Voice) => ({
    output_tokens: Math.round(random.logNormal(5, 0.9)),
    prompt: ownPrompt(voice, random),
  });
  // A help desk: whoever has a question comes once, at people's hours.
  const helpDesk = everyDay(from, days).flatMap((midnight) =>
    people(12).map(() =>
      call('help-desk', midnight + random.within(7, 20) * HOUR, `customer-${random.hex(6)}`, chat(desk)),
    ),
  );
  // Pupils with habits: twice a day, give or take half an hour, some questions in a row.
  const pupils = people(14).flatMap((pupil) => {
    const habits = [random.within(13, 16), random.within(17, 20)];
    return everyDay(from, days).flatMap((midnight) =>
      habits
        .filter(() => random.chance(0.8))
        .flatMap((habit) => {
          const start = midnight + habit * HOUR + random.normal() * 25 * MINUTE;
          return people(random.between(1, 3)).map((turn) =>
            call('tutor', start + turn * 3 * MINUTE, `pupil-${pupil}`, chat(tutor)),
          );
        }),
    );
  });
  // Players who come back every evening, three or four times.
  const players = people(12).flatMap((player) =>
    everyDay(from, days).flatMap((midnight) =>
      people(4)
        .filter(() => random.chance(0.8))
        .map(() =>
          call('game', midnight + random.within(17, 23) * HOUR, `player-${player}`, {
            output_tokens: random.between(20, 60),
          }),
        ),
    ),
  );
  // A company that serves all its customers in one go, morning and evening.
  const digest = people(12).flatMap((customer) =>
    everyDay(from, days).flatMap((midnight) =>
      [6, 18].map((hour) =>
        call('digest', midnight + hour * HOUR + customer * 10_000, `customer-${customer}`, {
          organization: 'digest',
          output_tokens: random.between(300, 900),
        }),
      ),
    ),
  );
  // A company that looks after machines around the clock.
  const watch = people(12).flatMap((machine) =>
    everyDay(from, days).flatMap((midnight) =>
      people(6).map((turn) =>
        call('watch', midnight + (turn - 1) * 4 * HOUR + machine * 7 * MINUTE, `machine-${machine}`, {
          organization: 'watch',
          output_tokens: random.between(8, 12),
          prompt: `Here are the readings of one machine for the last four hours, tell in one word whether somebody should look: ${random.between(100, 999)}`,
        }),
      ),
    ),
  );
  // A job that runs every other hour for nobody in particular.
  const job = everyDay(from, days).flatMap((midnight) =>
    people(12).map((turn) => call('job', midnight + turn * 2 * HOUR, 'job')),
  );
  return [...helpDesk, ...pupils, ...players, ...digest, ...watch, ...job];
}
