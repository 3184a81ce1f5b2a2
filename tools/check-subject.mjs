// Refuses a commit whose subject does not name its stage, or is too long for one line of a log.
import { readFileSync } from 'node:fs';

const SUBJECT =
  /^(house|usage|ingest|spool|warehouse|casebook|detect|incident|publish|disclosure|statistics|platform|demo|engine|cli|console|docs|test)(\([^)]+\))?: \S.*$/;

/** Characters; `git log --oneline` in a terminal of 80. */
const LONGEST = 72;

const [subject = ''] = readFileSync(process.argv[2], 'utf8').split('\n');
const merges = /^(Merge|Revert|fixup!|squash!) /.test(subject);
if (!merges && (!SUBJECT.test(subject) || subject.length > LONGEST)) {
  process.stderr.write(
    `"${subject}" is not a subject of this project; write \`stage(name): what it does\` in at most ${LONGEST} characters, such as\n` +
      '  detect(shared-key): judge a key against its own past\n',
  );
  process.exit(1);
}
