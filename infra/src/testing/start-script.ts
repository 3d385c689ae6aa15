import type { Template } from 'aws-cdk-lib/assertions';
import { fillIn } from './check-environment.ts';
import { type Fields, propertiesOf } from './template.ts';

/** Returns the user data script that a server runs at its first start. */
export function startScript(template: Template): string {
  const { LaunchTemplateData } = propertiesOf<{ LaunchTemplateData: { UserData: Fields } }>(
    template,
    'AWS::EC2::LaunchTemplate',
  );
  return fillIn(LaunchTemplateData.UserData['Fn::Base64'] ?? '');
}

/** Returns the environment of the server in that script. */
export function serverEnvironment(template: Template): Record<string, string> {
  const [, file = ''] = startScript(template).split("cat > /etc/vitrine/vitrine.env <<'VITRINE'\n");
  const [lines = ''] = file.split('\nVITRINE\n');
  return Object.fromEntries(lines.split('\n').map((line) => line.split(/=(.*)/su).slice(0, 2)));
}
