/** Characters; NIST SP 800-63B-4 asks for 15 where nothing else is asked for. */
const SHORTEST_PASSWORD = 15;

/** Beyond, hashing would only cost time. */
const LONGEST_PASSWORD = 200;

/** Distinct characters below which length means nothing. */
const LEAST_VARIETY = 6;

/** Runs of keys and words that begin every list of guesses. */
const GUESSED = /password|passwort|qwert|letmein|welcome|usewatch|123456|abcdef/gi;

/**
 * Says why a password may not be used.
 *
 * @param password  as chosen
 * @param person    whose it is to be; neither name may make up the password
 * @returns         what is wrong and what to do; undefined when nothing is
 */
export function passwordFault(password: string, { login, name }: { login: string; name: string }): string | undefined {
  const length = [...password].length;
  if (length < SHORTEST_PASSWORD) {
    return `must be at least ${SHORTEST_PASSWORD} characters long, this has ${length}; a few unrelated words do`;
  }
  if (length > LONGEST_PASSWORD) return `must be at most ${LONGEST_PASSWORD} characters long, this has ${length}`;
  if (new Set(password).size < LEAST_VARIETY) return 'repeats the same few characters; a few unrelated words do better';
  const own = [login, ...login.split(/[._@-]+/), ...name.split(/\s+/)].filter((word) => word.length >= 4);
  const rest = own.reduce(
    (text, word) => text.replaceAll(word.toLowerCase(), ''),
    password.toLowerCase().replaceAll(GUESSED, ''),
  );
  return [...rest].length < SHORTEST_PASSWORD / 2
    ? 'is made of names and words that are guessed first; choose unrelated words'
    : undefined;
}
