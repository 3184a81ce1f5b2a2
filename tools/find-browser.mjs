// Makes sure that there is a browser for the tests of the pages: the one that is installed, or Debian's.
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';

/** Where distributions put it; CHROMIUM names another place. */
const PLACES = [process.env.CHROMIUM, '/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'];

const found = () => PLACES.find((path) => path !== undefined && path !== '' && existsSync(path));

/** Milliseconds an installation may take; some 400 MB travel. */
const INSTALL_WITHIN = 600_000;

/** Finds a browser, or installs Debian's where this process may. @throws {Error} saying what to do when neither works */
export default function findBrowser(project) {
  project.provide('browser', found() ?? install());
}

function install() {
  process.stderr.write('no Chromium found; installing the one of this distribution (apt-get install chromium)\n');
  const environment = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const options = { env: environment, timeout: INSTALL_WITHIN, encoding: 'utf8' };
  const packages = ['chromium', 'fonts-liberation'];
  let said = '';
  for (const words of [['update'], ['install', '-y', '--no-install-recommends', ...packages]]) {
    const { status, stderr, error } = spawnSync('apt-get', words, options);
    if (status !== 0) said = (error?.message ?? stderr ?? '').trim();
  }
  const path = found();
  if (path !== undefined) return path;
  throw new Error(
    `the pages are tested in Chromium, and there is none: ${said || 'apt-get installed none'}\n` +
      'install it (as root: apt-get install chromium), or name one in CHROMIUM=/path/to/chromium, and run npm test again',
  );
}
