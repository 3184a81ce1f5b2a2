/** How far long work on a release has come. */
export interface ReleaseProgress {
  /** What is being done, such as `counting`. */
  readonly step: string;
  /** Parts of the step that are done, and how many there are. */
  readonly done: number;
  readonly of: number;
}
