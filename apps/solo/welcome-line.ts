import type { Casebook } from '#casebook/casebook';
import { firstLink } from '../console/people/manage-people.js';

/**
 * What to tell whoever starts the service about setting it up; empty once there is an admin.
 *
 * @param url  address the service answers at
 */
export async function welcomeLine(casebook: Casebook, url: string): Promise<string> {
  const link = await firstLink(casebook, new Date());
  if (link === undefined) return '';
  return `  set it up ${url}/welcome#${link.token} (works once, for a day)\n`;
}
