import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { parseConfig } from '@vitrine/server/config';
import { skipBecause } from '../../../server/src/testing/requirements.ts';
import { buildEnvironment } from '../constructs/resource-binding.ts';
import { serverDefaults, writeServerFiles } from './server-files.ts';

const analyser = '/usr/bin/systemd-analyze';
const options = { ...serverDefaults, publicUrl: 'https://photos.example.org' };

function missingAnalyser(): string | false {
  if (existsSync(analyser)) return false;
  return skipBecause('systemd-analyze is not installed here (Debian: apt-get install systemd)');
}

describe('the service files', () => {
  it('set only variables that the server accepts', () => {
    const text = writeServerFiles(options)['vitrine.env'] ?? '';
    const environment = Object.fromEntries(
      text
        .trim()
        .split('\n')
        .map((line) => line.split(/=(.*)/u).slice(0, 2)),
    );
    assert.equal(parseConfig(environment).publicUrl, options.publicUrl);
    assert.throws(() => buildEnvironment({ port: 'http' }), /PORT/u);
  });

  it('include an nginx site with https, compression, forwarded scheme and private metrics', () => {
    const site = writeServerFiles(options)['vitrine.nginx.conf'] ?? '';
    const [plain = '', secure = ''] = site.split(/^server \{/mu).slice(1);
    assert.match(plain, /listen 80;[\s\S]*return 301 https:\/\/photos\.example\.org\$request_uri;/u);
    assert.match(secure, /listen 443 ssl http2;/u);
    assert.match(secure, /gzip on;[\s\S]*gzip_types[^;]*application\/json/u);
    assert.doesNotMatch(secure, /gzip_types[^;]*event-stream/u);
    assert.match(secure, /proxy_set_header X-Forwarded-Proto \$scheme;/u);
    assert.match(secure, /location = \/metrics \{\s*return 404;/u);
  });

  it('include a valid systemd unit', { skip: missingAnalyser() }, async () => {
    const directory = await mkdtemp(join(tmpdir(), 'vitrine-unit-'));
    try {
      const program = fileURLToPath(new URL('../../..', import.meta.url)).replace(/\/$/u, '');
      const unit = join(directory, 'vitrine.service');
      await writeFile(
        unit,
        writeServerFiles({ ...options, program, user: 'daemon' })['vitrine.service'] ?? '',
      );
      const { stderr } = await promisify(execFile)(analyser, ['verify', '--man=no', unit]);
      assert.doesNotMatch(stderr, /vitrine\.service/u);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  });
});
