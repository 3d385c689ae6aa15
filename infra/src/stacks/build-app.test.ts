import assert from 'node:assert/strict';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { CfnBucket } from 'aws-cdk-lib/aws-s3';
import { buildEnvironment } from '../constructs/resource-binding.ts';
import { readDeployment } from '../settings.ts';
import { stubArtefacts } from '../testing/stub-artefacts.ts';
import { buildApp, createApp } from './build-app.ts';

describe('buildApp', () => {
  it('fails the synthesis if a rule is broken', () => {
    const outdir = mkdtempSync(join(tmpdir(), 'vitrine-rules-'));
    try {
      using stub = stubArtefacts();
      const app = createApp({ outdir });
      const given: Record<string, string> = { shape: 'serverless', mailFrom: 'ada@example.org' };
      const { main } = buildApp(
        app,
        readDeployment((name) => given[name]),
        stub.artefacts,
      );
      new CfnBucket(main, 'Open');
      assert.throws(() => app.synth(), /Validation failed/u);
    } finally {
      rmSync(outdir, { recursive: true, force: true });
    }
  });

  it('refuses a setting that the server would refuse', () => {
    const table = { value: 'a token', example: 'vitrine' };
    assert.doesNotThrow(() => buildEnvironment({ database: { ...table, example: 'dynamodb://vitrine' } }));
    assert.throws(
      () => buildEnvironment({ database: { ...table, example: 'dynamodb://vitrine?regoin=eu-central-1' } }),
      /VITRINE_DATABASE_URL/u,
    );
  });
});
