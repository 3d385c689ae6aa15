import type { Template } from 'aws-cdk-lib/assertions';
import type { Permission } from './needed-permissions.ts';
import { asText, statementsOf } from './template.ts';

/* Patterns of resources in the templates, and the words for them in a `Permission`. */
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
/* Permissions for the platform around the server, which the server itself does not use. Other tests check them. */
const ofThePlatform = /^(cloudformation|ec2|kms|logs|ssm|ssmmessages):/u;

/** Returns the permissions of a role. Throws if it has one on an unknown resource. */
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
