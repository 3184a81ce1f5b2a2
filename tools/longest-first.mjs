import { BaseSequencer } from 'vitest/node';

/** Files of half a minute of processor time and more, the longest first; begun last, one of them would leave a processor idle. */
const LONGEST = [
  'contracts/demo',
  'pages/desk',
  ...['catalogue', 'service', 'load', 'installation', 'stages-apart'].map((name) => `contracts/${name}`),
  'torture/sigterm',
].map((name) => `/test/${name}.test.ts`);

/** Begins the longest files first also where no earlier run has told how long each takes, such as on a new checkout. */
export default class LongestFirst extends BaseSequencer {
  async sort(files) {
    const place = ({ moduleId }) =>
      (LONGEST.findIndex((name) => moduleId.endsWith(name)) + LONGEST.length + 1) % (LONGEST.length + 1);
    return (await super.sort(files)).sort((a, b) => place(a) - place(b));
  }
}
