import { execFile } from 'node:child_process';
import { access, mkdir, rename, rm } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { promisify } from 'node:util';
import { inject } from 'vitest';

declare module 'vitest' {
  interface ProvidedContext {
    /** Folder of this test run; see `tools/template-folder.mjs`. */
    templateFolder: string;
  }
}

/** Milliseconds between two looks whether another test process has made it. */
const LOOK_EVERY = 100;

/**
 * Copies a folder that is slow to make: whichever test process of a run needs it first makes it, the others wait for that.
 *
 * @param name  of the template
 * @param make  fills the empty folder it is given and leaves nothing running in it
 * @param into  empty or missing
 */
export async function copiedTemplate(
  name: string,
  make: (folder: string) => Promise<void>,
  into: string,
): Promise<void> {
  const template = join(inject('templateFolder'), name);
  const making = `${template}.making`;
  while (!(await exists(template))) {
    const isOurs = await mkdir(making).then(
      () => true,
      () => false,
    );
    if (isOurs) {
      try {
        // Another process may have finished between the look and the claim.
        if (await exists(template)) await rm(making, { recursive: true });
        else await make(making).then(() => rename(making, template));
      } catch (error) {
        // Only then: once it is renamed the folder of that name is somebody else's.
        await rm(making, { recursive: true, force: true });
        throw error;
      }
    } else await pause(LOOK_EVERY);
  }
  await mkdir(dirname(into), { recursive: true });
  // Not Node's own copy: it is six times slower, and does not keep the owner of a cluster.
  await promisify(execFile)('cp', ['-aT', template, into]);
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
