import assert from 'node:assert/strict';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, it } from 'node:test';
import { AppError } from '../../domain/errors.ts';
import { describeMailer } from '../../ports/conformance/mailer.ts';
import type { Mail } from '../../ports/mailer.ts';
import { parseMail } from '../../testing/servers/parse-mail.ts';
import { createMailFolder } from './mail-folder.ts';
import { recordSyncs } from './testing/watch-syncs.ts';

const from = 'Vitrine <vitrine@example.org>';
const log = { info() {} };
const clock = { now: () => Date.UTC(2026, 0, 2, 3, 4, 5) };
const mail: Mail = {
  id: 'a-1',
  to: 'ada@example.org',
  subject: 'Hello',
  text: 'Hello',
  html: '<p>Hello</p>',
};

describeMailer('mail into a folder', async () => {
  const directory = await mkdtemp(join(tmpdir(), 'vitrine-mail-'));
  return {
    from,
    mailer: createMailFolder({ directory, from, log, clock }),
    receive: async () =>
      await Promise.all(
        (await readdir(directory)).map(async (name) => parseMail(await readFile(join(directory, name)))),
      ),
    [Symbol.asyncDispose]: () => rm(directory, { recursive: true }),
  };
});

describe('the mail folder', () => {
  let directory: string;

  beforeEach(async () => {
    directory = await mkdtemp(join(tmpdir(), 'vitrine-mail-'));
  });
  afterEach(() => rm(directory, { recursive: true }));

  it('names the file by time and id and leaves no draft', async () => {
    await createMailFolder({ directory, from, log, clock }).send(mail);
    assert.deepEqual(await readdir(directory), ['2026-01-02T03-04-05-000Z-a-1.eml']);
  });

  it('syncs the mail and its name to disk before it resolves', async (t) => {
    const synced = await recordSyncs(t);
    await createMailFolder({ directory, from, log, clock }).send(mail);
    assert.equal(synced.at(-1), true, 'the folder, last');
  });

  it('announces a mail with its path', async () => {
    const announced: string[] = [];
    const announce = ({ path }: { path: string }) => announced.push(path);
    await createMailFolder({ directory, from, log, clock, announce }).send(mail);
    assert.deepEqual(
      announced,
      (await readdir(directory)).map((name) => join(directory, name)),
    );
  });

  it('writes nowhere else, whatever the id', async () => {
    await createMailFolder({ directory, from, log, clock }).send({ ...mail, id: '../../x' });
    assert.deepEqual(await readdir(directory), ['2026-01-02T03-04-05-000Z-______x.eml']);
  });

  it('creates no folder to check that it can', async () => {
    const below = join(directory, 'a', 'b');
    await createMailFolder({ directory: below, from, log, clock }).check();
    assert.deepEqual(await readdir(directory), []);
  });

  it('is unavailable if it cannot write', async () => {
    const file = join(directory, 'file');
    await writeFile(file, '');
    const mailer = createMailFolder({ directory: join(file, 'below'), from, log, clock });
    const isUnavailable = (error: unknown) => error instanceof AppError && error.code === 'unavailable';
    await assert.rejects(mailer.send(mail), isUnavailable);
    await assert.rejects(mailer.check(), isUnavailable);
    await assert.rejects(createMailFolder({ directory: file, from, log, clock }).check(), isUnavailable);
  });
});
