import { type Account, type AccountWish, drawnAccount } from './account.js';
import { DAY, type Traffic } from './call.js';
import type { Random } from './random.js';
import type { Actor, LookAlike } from './truth.js';

/**
 * The world while it is being filled: it hands out accounts and gathers traffic and truth.
 *
 * Everything is drawn from streams forked by number, so that adding one actor changes no other account's calls.
 */
export class Cast {
  readonly accounts: Account[] = [];
  readonly traffic: Traffic[] = [];
  readonly actors: Actor[] = [];
  readonly benign: LookAlike[] = [];

  /**
   * @param random  chance of the whole world
   * @param from    midnight UTC the world starts at, milliseconds
   * @param days    days the world lasts
   */
  constructor(
    readonly random: Random,
    readonly from: number,
    readonly days: number,
  ) {}

  /** Draws the next account of the world. */
  account(wish: AccountWish = {}): Account {
    const account = drawnAccount(this.accounts.length, this.from, this.random, wish);
    this.accounts.push(account);
    return account;
  }

  /** Midnight UTC a day starts at, milliseconds. */
  at(day: number): number {
    return this.from + day * DAY;
  }

  /**
   * Enters an actor into the truth.
   *
   * @param firstDay  day the misuse begins on, from 0
   * @param lastDay   last day with misuse
   */
  plant(actor: Omit<Actor, 'from' | 'until'>, firstDay: number, lastDay: number): void {
    this.actors.push({ ...actor, from: new Date(this.at(firstDay)), until: new Date(this.at(lastDay + 1)) });
  }
}

/** Names of accounts, as the truth keeps them. */
export function namesOf(accounts: readonly Account[]): string[] {
  return accounts.map(({ name }) => name);
}
