import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { parseConfig } from '@vitrine/server/config';
import { parse } from 'yaml';

/* These tests only read the files. They build no image and start no container. */
const root = fileURLToPath(new URL('../../../', import.meta.url));
const read = (name: string) => readFileSync(join(root, name), 'utf8');

/** Returns the errors and warnings of a linter. */
function lint(program: string, ...args: string[]): string {
  const { stdout, stderr, error } = spawnSync(join(root, 'node_modules/.bin', program), args, {
    cwd: root,
    encoding: 'utf8',
  });
  if (error) throw error;
  return `${stdout}${stderr}`.trim();
}

type Instruction = { name: string; rest: string };

/** The instructions of a Dockerfile, each on one line, by stage. */
function readStages(text: string): Instruction[][] {
  const lines = text
    .replaceAll(/^\s*#.*\n/gmu, '')
    .replaceAll(/\\\n\s*/gu, '')
    .split('\n')
    .filter((line) => line.trim() !== '');
  const stages: Instruction[][] = [];
  for (const line of lines) {
    const [, name = '', rest = ''] =
      /^([A-Z]+)\s+(.+)$/u.exec(line) ?? assert.fail(`not an instruction: ${line}`);
    if (name === 'FROM') stages.push([]);
    (stages.at(-1) ?? assert.fail(`before FROM: ${line}`)).push({ name, rest });
  }
  return stages;
}

describe('the Dockerfile', () => {
  const stages = readStages(read('Dockerfile'));
  const last = stages.at(-1) ?? [];
  const restOf = (name: string) =>
    last.filter((instruction) => instruction.name === name).map(({ rest }) => rest);

  it('passes its linter', () => {
    assert.equal(lint('dockerfile-utils', 'lint', 'Dockerfile'), '');
  });

  it('builds in one stage and runs in another, on images with fixed versions', () => {
    assert.equal(stages.length, 2);
    const names = stages.map(([from]) => / AS (\w+)$/u.exec(from?.rest ?? '')?.[1]);
    for (const [from] of stages) assert.match(from?.rest ?? '', /^\w+:(?!latest\b)[\w.-]+(?: AS \w+)?$/u);
    for (const copy of restOf('COPY')) assert.ok(names.includes(/--from=(\w+)/u.exec(copy)?.[1]), copy);
  });

  it('runs as an unprivileged user, without a shell', () => {
    assert.deepEqual(restOf('USER'), ['10001']);
    for (const form of [...restOf('ENTRYPOINT'), ...restOf('CMD')])
      assert.ok(Array.isArray(JSON.parse(form)), form);
    const [health = ''] = restOf('HEALTHCHECK');
    assert.ok(Array.isArray(JSON.parse(health.slice(health.indexOf('[')))));
    const script = (JSON.parse(health.slice(health.indexOf('['))) as string[]).at(-1) ?? '';
    execFileSync(process.execPath, ['--check', '--input-type=module', '-'], { input: script });
  });

  it('sets only variables that the server accepts, and stores everything in its volume', () => {
    const environment = Object.fromEntries(
      restOf('ENV').flatMap((line) => line.split(/\s+/u).map((pair) => pair.split(/=(.*)/su).slice(0, 2))),
    );
    const { database, storage, mail, scratch } = parseConfig(environment);
    assert.deepEqual(database, { kind: 'sqlite', path: '/data/vitrine.db' });
    for (const location of [storage, mail, { path: scratch }])
      assert.ok('path' in location && location.path.startsWith('/data/'));
    assert.deepEqual(restOf('VOLUME'), ['/data']);
    const key = Buffer.alloc(32, 7).toString('base64');
    assert.ok(
      parseConfig({ ...environment, VITRINE_SECRET: key }).secrets.signing,
      'a given secret is accepted',
    );
  });
});

type Service = {
  read_only?: boolean;
  cap_drop?: string[];
  security_opt?: string[];
  ports?: string[];
  environment?: Record<string, string>;
  volumes?: string[];
  depends_on?: Record<string, { condition: string }>;
  healthcheck?: unknown;
};

describe('compose.yaml', () => {
  const compose: { services: Record<string, Service>; volumes: object } = parse(read('compose.yaml'));
  const services = Object.entries(compose.services);
  /** Expands variables to their defaults, and required ones to a secret. */
  const expand = (value: string) =>
    value.replaceAll(/\$\{\w+(?::-([^}]*)|:\?[^}]*)\}/gu, (_, fallback?: string) => fallback ?? 'a-secret');

  it('passes its linter, which includes the schema of the Compose Specification', () => {
    // The order is for readers: Vitrine, then its dependencies.
    const unordered = [
      '--disable-rule',
      'service-keys-order',
      '--disable-rule',
      'services-alphabetical-order',
    ];
    assert.equal(lint('dclint', 'compose.yaml', '--max-warnings', '0', ...unordered), '');
  });

  it('refers only to its own services and volumes', () => {
    const volumes = Object.keys(compose.volumes);
    for (const [name, { volumes: mounted = [], depends_on: dependencies = {} }] of services) {
      for (const volume of mounted)
        assert.ok(volumes.includes(volume.split(':')[0] ?? ''), `${name}: ${volume}`);
      for (const [needed, { condition }] of Object.entries(dependencies)) {
        assert.ok(compose.services[needed], needed);
        if (condition === 'service_healthy') assert.ok(compose.services[needed]?.healthcheck, needed);
      }
    }
  });

  it('drops all privileges, and accepts connections only from this machine', () => {
    for (const [name, service] of services) {
      assert.deepEqual(service.cap_drop, ['ALL'], name);
      assert.deepEqual(service.security_opt, ['no-new-privileges:true'], name);
      for (const port of service.ports ?? []) assert.match(port, /^127\.0\.0\.1:/u);
    }
    assert.equal(compose.services.vitrine?.read_only, true);
  });

  it('gives Vitrine only settings that it accepts', () => {
    const environment = Object.entries(compose.services.vitrine?.environment ?? {})
      .filter(([name]) => name.startsWith('VITRINE_'))
      .map(([name, value]) => [name, expand(String(value))]);
    const config = parseConfig(Object.fromEntries(environment));
    assert.equal(config.database.kind, 'postgres');
    assert.throws(() => parseConfig({ ...Object.fromEntries(environment), VITRINE_PUBLIK_URL: 'x' }));
  });
});
