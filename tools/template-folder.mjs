// Gives a whole test run one folder for what its first test makes and the others copy, and removes it at the end.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export default async function provideTemplateFolder(project) {
  const folder = await mkdtemp(join(tmpdir(), 'usewatch-templates-'));
  // PostgreSQL's own user must walk the path.
  await chmod(folder, 0o711);
  project.provide('templateFolder', folder);
  return () => rm(folder, { recursive: true, force: true });
}
