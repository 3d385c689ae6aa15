import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Template } from 'aws-cdk-lib/assertions';
import { readDeployment, type SettingName } from '../settings.ts';
import { buildApp, createApp } from '../stacks/build-app.ts';
import { stubArtefacts } from './stub-artefacts.ts';

export type Given = Partial<Record<SettingName, string>>;

export const withDomain = { domain: 'photos.example.org', zone: 'Z0123456789:example.org' } as const;

/** Synthesises the templates of a deployment. Throws if cdk-nag or CloudFormation's schema reports a fault. */
export function synthesise(given: Given) {
  const outdir = mkdtempSync(join(tmpdir(), 'vitrine-synth-'));
  try {
    using stub = stubArtefacts();
    const app = createApp({ outdir });
    const settings: Given = { mailFrom: 'photos@example.org', ...given };
    const { edge, main } = buildApp(
      app,
      readDeployment((name) => settings[name]),
      stub.artefacts,
    );
    app.synth();
    return { edge: Template.fromStack(edge), main: Template.fromStack(main) };
  } finally {
    rmSync(outdir, { recursive: true, force: true });
  }
}
