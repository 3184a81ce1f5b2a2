/**
 * The address of a server with the password that is given beside it.
 *
 * @param name      of the setting that holds the address
 * @param address   a URL; undefined where our own server is started
 * @param beside    name of the setting that holds the password
 * @param password  in clear; undefined when the address has it, or none is needed
 * @param faults    gets a line when the two do not fit together
 */
export function withPassword(
  name: string,
  address: string | undefined,
  beside: string,
  password: string | undefined,
  faults: string[],
): string | undefined {
  if (password === undefined) return address;
  if (address === undefined) {
    faults.push(`${beside}: belongs to ${name}, which is not set; set it, or unset this one`);
    return undefined;
  }
  const url = new URL(address);
  if (url.password !== '') {
    faults.push(`${beside}: ${name} has a password already; take it out there, or unset this one`);
    return address;
  }
  // Set on the URL it would be encoded by the rules of paths, in which some characters stay.
  url.password = encodeURIComponent(password);
  return url.href;
}
