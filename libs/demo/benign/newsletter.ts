import type { Account } from '../account.js';
import { type Call, called, HOUR, MINUTE, SECOND, type Traffic } from '../call.js';
import { type Cast, namesOf } from '../cast.js';
import { ordinaryTraffic } from '../ordinary.js';
import { capital, drawnTemplate, spun, type Template } from '../phrase.js';
import type { Random } from '../random.js';
import { general } from '../vocabulary/general.js';
import { inventedName, names } from '../vocabulary/names.js';
import { NEWSLETTER } from '../vocabulary/newsletter.js';
import { established } from './established.js';

/** Weekdays on which issues go out: Tuesday and Friday. */
const ISSUE_DAYS: ReadonlySet<number> = new Set([2, 5]);

/** Share of the words that differ from reader to reader, as a name and a district do. */
const PERSONAL = 0.12;

/**
 * Newsletters: one text, written over and over for readers who asked for it.
 *
 * One publisher sends from a single account. Another keeps three sister accounts of one organisation that share a
 * template: several senders, one text, no misuse. That is the hard case for whoever looks for copied texts.
 */
export function addNewsletters(cast: Cast): void {
  const random = cast.random.fork(31);
  const single = cast.account(established(random, { texts: 'both', keys: 1 }));
  publish(cast, [single], 60, random.fork(1));
  cast.benign.push({ kind: 'newsletter', accounts: namesOf([single]) });

  const organization = `org_${random.hex(8)}`;
  const sisters = Array.from({ length: 3 }, () => cast.account(established(random, { organization, texts: 'both' })));
  publish(cast, sisters, 22, random.fork(2));
  cast.benign.push({ kind: 'sister-newsletters', accounts: namesOf(sisters) });
}

function publish(cast: Cast, accounts: readonly Account[], readers: number, random: Random): void {
  const brand = inventedName(random);
  for (const [index, account] of accounts.entries()) {
    const issue: Traffic = (day) => {
      if (!ISSUE_DAYS.has(day.weekday)) return [];
      // Sisters spin the same issue, so its template hangs on the day alone.
      const template = drawnIssue(brand, random.fork(1, day.index));
      const chance = random.fork(2, day.index, index);
      const start = day.from + 5 * HOUR + index * 20 * MINUTE;
      return Array.from({ length: readers }, (_, reader): Call => {
        const prompt = `Write today's ${brand} letter for reader ${reader + 1} in ${chance.pick(names.city)}, address ${chance.pick(names.name)} by name.`;
        const completion = `Dear ${chance.pick(names.name)}, ${spun(template, chance)}`;
        return called(account, start + reader * 40 * SECOND + chance.below(9 * SECOND), chance, { prompt, completion });
      });
    };
    cast.traffic.push(issue, ordinaryTraffic(account, cast.random));
  }
}

function drawnIssue(brand: string, random: Random): Template {
  const own = { brand: [brand], domain: [brand.toLowerCase()] };
  const body = random.sample(NEWSLETTER.slice(0, -1), 5);
  const text = [...body, NEWSLETTER.at(-1) ?? ''].map(capital).join(' ');
  return drawnTemplate(text, PERSONAL, 8, random, own, general, names);
}
