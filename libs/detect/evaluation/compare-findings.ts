/** What one version of a detector, in one mode or several, said of the windows it has judged. */
export interface Judged {
  /** Names of the windows judged; equal for equal windows. */
  readonly windows: ReadonlySet<string>;
  readonly findings: readonly {
    readonly window: string;
    /** Accounts, keys and networks it names, such as `account:…`; for a campaign its accounts, for its own name changes with its founder. */
    readonly parties: readonly string[];
  }[];
}

/** Who was found by whom in the windows that both have judged; each list ascending. */
export interface Comparison {
  /** Windows that both have judged; elsewhere silence would prove nothing. */
  readonly windows: number;
  readonly onlyHere: readonly string[];
  readonly onlyThere: readonly string[];
  readonly both: readonly string[];
}

/** Compares whom two versions or modes have found, by subject and in the windows that both have judged. */
export function compareFindings(here: Judged, there: Judged): Comparison {
  const common = new Set([...here.windows].filter((window) => there.windows.has(window)));
  const [ours, theirs] = [partiesIn(here, common), partiesIn(there, common)];
  return {
    windows: common.size,
    onlyHere: [...ours].filter((party) => !theirs.has(party)),
    onlyThere: [...theirs].filter((party) => !ours.has(party)),
    both: [...ours].filter((party) => theirs.has(party)),
  };
}

function partiesIn({ findings }: Judged, windows: ReadonlySet<string>): ReadonlySet<string> {
  const named = findings.filter(({ window }) => windows.has(window)).flatMap(({ parties }) => parties);
  return new Set(named.sort());
}
