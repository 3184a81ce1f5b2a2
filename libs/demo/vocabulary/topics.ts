import { analytics } from './analytics.js';
import { clinic } from './clinic.js';
import { code } from './code.js';
import { games } from './games.js';
import { kitchen } from './kitchen.js';
import { legal } from './legal.js';
import { meetings } from './meetings.js';
import { shop } from './shop.js';
import { support } from './support.js';
import type { Topic } from './topic.js';
import { travel } from './travel.js';
import { tutoring } from './tutoring.js';

/** Every use of the demo world's API, with how many accounts in a hundred have it. */
export const TOPICS: readonly Topic[] = [
  support,
  code,
  meetings,
  shop,
  tutoring,
  legal,
  games,
  travel,
  analytics,
  kitchen,
  clinic,
];

/** Accounts in a hundred, in the order of {@link TOPICS}. */
export const TOPIC_SHARES: readonly number[] = [14, 22, 11, 9, 11, 5, 8, 6, 7, 4, 3];
