import type { Template } from 'aws-cdk-lib/assertions';
import type { Permission } from './needed-permissions.ts';
import { asText, statementsOf } from './template.ts';

/* Resources of the templates, by the ids of their constructs. */
const kinds: [RegExp, string][] = [
  [/^<Photos\w+\.Arn>\/\*$/u, 'objects'],
  [/^<Photos\w+\.Arn>$/u, 'bucket'],
  [/^<JobsQueue\w+\.Arn>$/u, 'queue'],
  [/^<JobsRenderings\w+\.Arn>$/u, 'renderings'],
  [/^<JobsDead\w+\.Arn>$/u, 'dead'],
  [/^<DataTable\w+\.Arn>\/index\//u, 'lists'],
  [/^<DataTable\w+\.Arn>$/u, 'table'],
  [/^<PeoplePool\w+\.Arn>$/u, 'pool'],
  [/:ses:/u, 'mail'],
  [/^<(ServerSecret|PeopleClientSecret|DataPassword)\w+>$/u, 'secret'],
  [/cdk-\w+-assets-/u, 'release'],
];
/* How Lambda, KMS, CloudFormation and Session Manager serve what runs, which calls none of it: see the other assertions. */
const ofThePlatform = /^(cloudformation|ec2|kms|logs|ssm|ssmmessages):/u;

/** What the role may do with what Vitrine keeps. Fails where it may do something with anything else. */
export function allowedPermissions(template: Template, role: string): Set<Permission> {
  const allowed = new Set<Permission>();
  for (const { Action, Resource } of statementsOf(template, role))
    for (const action of Action.filter((name) => !ofThePlatform.test(name)))
      for (const resource of Resource.map(asText)) {
        const kind = kinds.find(([form]) => form.test(resource))?.[1];
        if (!kind) throw new Error(`${role} may ${action} on ${resource}, which nothing asked for`);
        allowed.add(`${action} on ${kind}` as Permission);
      }
  return allowed;
}
