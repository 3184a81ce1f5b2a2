import { randomBytes, scrypt, timingSafeEqual } from 'node:crypto';
import { promisify } from 'node:util';

const derive = promisify<string, Buffer, number, { N: number; r: number; p: number; maxmem: number }, Buffer>(scrypt);

/** Binary logarithm of scrypt's cost: 2^17 takes 128 MiB and some 0.4 s, as OWASP advises. */
const COST = 17;

/** Bytes. */
const SALT = 16;
const HASH = 32;

/** Passwords hashed at once; each takes 128 MiB. */
const AT_ONCE = 2;

/** Waiting at most; a flood of sign-ins must not fill the memory or keep people waiting for minutes. */
const MOST_WAITING = 20;

/** Too many passwords are being hashed already. */
class PasswordsBusyError extends Error {
  override readonly name = 'PasswordsBusyError';
}

/** Hashes and checks passwords with scrypt, a few at a time. */
export class PasswordHashes {
  #working = 0;
  readonly #waiting: (() => void)[] = [];

  /** @param cost  binary logarithm of N for new hashes; a hash is checked with the cost it was made with */
  constructor(private readonly cost = COST) {}

  /** @returns `scrypt$17$8$1$salt$hash`, base64url */
  async hash(password: string): Promise<string> {
    const salt = randomBytes(SALT);
    const hash = await this.#derive(password, salt, this.cost, 8, 1);
    return ['scrypt', this.cost, 8, 1, salt.toString('base64url'), hash.toString('base64url')].join('$');
  }

  /**
   * Whether a password is the one that was hashed; as slow for nobody's password as for a wrong one.
   *
   * @param kept  as `hash` gave it; null where there is none
   * @throws {PasswordsBusyError} when too many others wait already
   */
  async verify(password: string, kept: string | null): Promise<boolean> {
    const [, cost, r, p, salt, hash] = /^scrypt\$(\d+)\$(\d+)\$(\d+)\$([\w-]+)\$([\w-]+)$/.exec(kept ?? '') ?? [];
    if (cost === undefined || salt === undefined || hash === undefined) {
      await this.#derive(password, Buffer.alloc(SALT), this.cost, 8, 1);
      return false;
    }
    const derived = await this.#derive(password, Buffer.from(salt, 'base64url'), Number(cost), Number(r), Number(p));
    const wanted = Buffer.from(hash, 'base64url');
    return wanted.length === derived.length && timingSafeEqual(wanted, derived);
  }

  async #derive(password: string, salt: Buffer, cost: number, r: number, p: number): Promise<Buffer> {
    if (this.#working >= AT_ONCE) {
      if (this.#waiting.length >= MOST_WAITING) throw new PasswordsBusyError('too many people sign in at this moment');
      await new Promise<void>((resolve) => this.#waiting.push(resolve));
    }
    this.#working += 1;
    try {
      const maxmem = 2 ** cost * r * 256;
      return await derive(password.normalize('NFKC'), salt, HASH, { N: 2 ** cost, r, p, maxmem });
    } finally {
      this.#working -= 1;
      this.#waiting.shift()?.();
    }
  }
}
