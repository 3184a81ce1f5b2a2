/** What one attack on a release, or one law it has to keep, came to; published as it is. */
export interface Check {
  /** Such as `T-3`, after the publication specification. */
  readonly id: string;
  readonly title: string;
  readonly passed: boolean;
  /** One sentence with its figures. */
  readonly result: string;
  /** The same attack against a build that is broken on purpose: it has to succeed, or it proves nothing. */
  readonly control?: { readonly caught: boolean; readonly result: string };
}

/** @returns whether the check passed and, where there is one, its control was caught */
export function isSound({ passed, control }: Check): boolean {
  return passed && control?.caught !== false;
}
