import { readFileSync } from 'node:fs';
import { SECRET_SETTINGS } from './settings.js';

/** Characters of a secret at most; a file that is longer is some other file. */
const LONGEST = 4_096;

/**
 * The variables that are set, with the secrets that stand in files, as Docker and Kubernetes hand them over.
 *
 * Of `NAME_FILE` the file's only line is the value of NAME; the line feed that editors put behind it is no part of it.
 *
 * @param environment  variables by name; an empty one is not set
 * @param faults       gets a line about each file that cannot be used, naming the variable and the file and no secret
 */
export function withSecretFiles(
  environment: Readonly<Record<string, string | undefined>>,
  faults: string[],
): Record<string, string | undefined> {
  const given = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== ''));
  for (const name of SECRET_SETTINGS) {
    const path = given[`${name}_FILE`];
    if (path === undefined) continue;
    if (given[name] !== undefined) {
      faults.push(`${name}_FILE: ${name} is set as well; unset one of them`);
      continue;
    }
    const secret = secretIn(path);
    if ('fault' in secret) faults.push(`${name}_FILE: ${path} ${secret.fault}`);
    else given[name] = secret.value;
  }
  return given;
}

function secretIn(path: string): { readonly value: string } | { readonly fault: string } {
  let text: string;
  try {
    text = readFileSync(path, 'utf8');
  } catch (error) {
    return { fault: `cannot be read (${(error as NodeJS.ErrnoException).code}); name a file this user may read` };
  }
  const value = text.replace(/\r?\n$/, '');
  if (value === '') return { fault: 'is empty; write the secret into it' };
  if (value.length > LONGEST)
    return { fault: `has ${value.length} characters, and a secret has ${LONGEST} at most; name the right file` };
  return /[\r\n\0]/.test(value) ? { fault: 'has more than one line; a secret is one' } : { value };
}
