import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { operations } from '../testing/api/operations.ts';
import { password, startApp } from '../testing/app/test-app.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';
import { skipBecause } from '../testing/requirements.ts';

function missingCommands(): string | false {
  const missing = ['/usr/bin/curl', '/usr/bin/jq'].filter((path) => !existsSync(path));
  if (missing.length === 0) return false;
  return skipBecause(`not installed here (Debian: apt-get install curl jq): ${missing}`);
}

const readEntities = (text: string) =>
  text
    .replaceAll('&quot;', '"')
    .replaceAll('&#39;', "'")
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');

describe('the page of the API documentation', () => {
  it('contains every operation, explains access and renders all markup of the contract', async () => {
    await using app = await startApp();
    const answer = await app.fetch('/api/docs');
    const page = await answer.text();
    for (const { method, path } of operations)
      assert.ok(page.includes(`id="${method.toLowerCase()}-${path}"`), `${method} ${path}`);
    const text = page.replace(/<pre[\s\S]*?<\/pre>/gu, '').replace(/<style[\s\S]*?<\/style>/gu, '');
    assert.doesNotMatch(text, /`/u);
    assert.match(page, /Authorization: Bearer/u);
    for (const word of ['anyone', 'member', 'session', 'admin'])
      assert.ok(page.includes(`<dt><code>${word}</code></dt>`), word);
    for (const [, anchor] of page.matchAll(/href="#([^"]+)"/gu))
      assert.ok(page.includes(`id="${anchor}"`), anchor);
    // The page contains no scripts and no script URLs.
    assert.doesNotMatch(page, /<script|javascript:/u);
    assert.match(answer.headers.get('content-security-policy') ?? '', /default-src 'none'/u);
  });

  it('shows commands that upload a photo without changes', { skip: missingCommands() }, async () => {
    await using app = await startApp();
    const ada = await app.createMember('ada');
    const made = await ada.post('/me/tokens', { name: 'curl', scopes: ['read', 'write'], password });
    const page = await (await app.fetch('/api/docs')).text();
    const commandsOf = (name: string) =>
      readEntities(new RegExp(`<pre id="${name}"><code>([\\s\\S]*?)</code>`, 'u').exec(page)?.[1] ?? '');
    const send = async (commands: string) => {
      const script = [
        'set -eu',
        commandsOf('token-commands').replace('paste-your-token-here', made.body.secret),
        commands,
      ].join('\n');
      return (await promisify(execFile)('bash', ['-c', script], { cwd: app.directory })).stdout;
    };
    await writeFile(`${app.directory}/photo.jpg`, await makeJpeg());
    const stdout = await send(commandsOf('upload-commands'));
    assert.match(stdout, /"username":"ada"/u);
    assert.match(stdout, /"processing"\n$/u);
    await writeFile(`${app.directory}/photo.jpg`, await makeJpeg({ width: 41 }));
    assert.match(await send(commandsOf('small-upload-commands')), /"status":"processing"/u);
    await app.runJobs();
    const { items } = (await ada.get('/me/photos')).body;
    assert.deepEqual(
      items.map(({ status, fileName }: Record<string, string>) => [status, fileName]),
      [
        ['ready', 'photo.jpg'],
        ['ready', 'photo.jpg'],
      ],
    );
  });
});
