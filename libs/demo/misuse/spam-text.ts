import { capital, drawnTemplate, spun, type Template, type Words } from '../phrase.js';
import type { Random } from '../random.js';
import { general } from '../vocabulary/general.js';
import { inventedName, names } from '../vocabulary/names.js';
import { ORDERS, PITCHES, type Theme } from '../vocabulary/promotion.js';

/** The text of one spammer: a template of its own for what it asks for and one for what it gets. */
export interface Pitch {
  readonly theme: string;
  readonly brand: string;
  readonly order: Template;
  readonly sentences: readonly Template[];
}

/** Share of words that change from text to text; spinning tools change 10 to 20 in a hundred. */
const SLOTS = { least: 0.1, most: 0.18 } as const;

/** Fillings a slot keeps. */
const SPINS = 6;

/**
 * Draws the text of one spammer.
 *
 * Phrases are drawn afresh for each spammer, so that two of them share a theme and perhaps a turn of phrase, but no text.
 */
export function drawnPitch(theme: Theme, random: Random): Pitch {
  const brand = inventedName(random);
  const own: Words = {
    brand: [brand],
    product: random.sample(theme.words.product ?? [], 5),
    domain: Array.from({ length: random.between(1, 3) }, () =>
      `${inventedName(random)}-${random.pick(SHOPS)}`.toLowerCase(),
    ),
    slug: Array.from({ length: 8 }, () => random.hex(5)),
  };
  const slotShare = random.within(SLOTS.least, SLOTS.most);
  const draw = (phrase: string) => drawnTemplate(phrase, slotShare, SPINS, random, own, theme.words, general, names);
  const link = random.pick(PITCHES.filter((pitch) => pitch.includes('{domain}')));
  const plain = random.sample(
    PITCHES.filter((pitch) => !pitch.includes('{domain}')),
    random.between(4, 6),
  );
  return { theme: theme.name, brand, order: draw(random.pick(ORDERS)), sentences: [...plain, link].map(draw) };
}

/** One spin of a spammer's order and text; now and then a sentence is dropped, as spinners do. */
export function pitched(pitch: Pitch, random: Random): { prompt: string; completion: string } {
  const dropped = random.chance(0.2) ? random.below(pitch.sentences.length - 1) : -1;
  const kept = pitch.sentences.filter((_, index) => index !== dropped);
  return {
    prompt: capital(spun(pitch.order, random)),
    completion: kept.map((sentence) => capital(spun(sentence, random))).join(' '),
  };
}

const SHOPS = ['shop', 'deals', 'club', 'store', 'direct', 'world', 'now', 'plus', 'online', 'hub'];
