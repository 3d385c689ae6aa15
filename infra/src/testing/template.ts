import type { Template } from 'aws-cdk-lib/assertions';

/* Templates are untyped JSON. */
export type Json = string | number | boolean | null | Json[] | { [name: string]: Json };
export type Fields = { [name: string]: Json };
export type Resource = { Type: string; Properties: Fields; DeletionPolicy?: string };
export type Statement = { Effect: string; Action: string[]; Resource: Json[]; Condition?: Json };

export const resourcesOf = (template: Template, type: string): [string, Resource][] =>
  Object.entries(template.findResources(type) as Record<string, Resource>);

export const many = <Item>(value: Item | Item[] | undefined): Item[] =>
  value === undefined ? [] : Array.isArray(value) ? value : [value];

/** Returns the policy statements of a role, by the id of its construct, such as `ApiRole`. */
export function statementsOf(template: Template, role: string): Statement[] {
  const policies = [
    ...resourcesOf(template, 'AWS::IAM::Policy'),
    ...resourcesOf(template, 'AWS::IAM::ManagedPolicy'),
  ];
  return policies
    .filter(([, { Properties }]) => JSON.stringify(Properties.Roles).includes(`"Ref":"${role}`))
    .flatMap(([, { Properties }]) => {
      const document = Properties.PolicyDocument as unknown as {
        Statement: { Effect: string; Action: string | string[]; Resource: Json | Json[]; Condition?: Json }[];
      };
      return document.Statement.map((statement) => ({
        ...statement,
        Action: many(statement.Action),
        Resource: many(statement.Resource) as Json[],
      }));
    });
}

/** Formats a value as text. References become `<Name>` or `<Name.Attribute>`. */
export function asText(value: Json): string {
  if (typeof value !== 'object' || value === null) return String(value);
  if (Array.isArray(value)) return value.map(asText).join('');
  const { Ref, 'Fn::GetAtt': attribute, 'Fn::Join': join } = value;
  if (typeof Ref === 'string') return `<${Ref}>`;
  if (Array.isArray(attribute)) return `<${attribute.map(asText).join('.')}>`;
  if (Array.isArray(join))
    return many(join[1] as Json[])
      .map(asText)
      .join(asText(join[0] ?? ''));
  return JSON.stringify(value);
}

/** Returns the properties of the first matching resource of a type. */
export function propertiesOf<Properties = Fields>(
  template: Template,
  type: string,
  isIt: (id: string, properties: Fields) => boolean = () => true,
): Properties {
  const found = resourcesOf(template, type).find(([id, resource]) => isIt(id, resource.Properties));
  if (!found) throw new Error(`there is no such ${type}`);
  return found[1].Properties as Properties;
}
