import assert from 'node:assert/strict';
import { parseConfig } from '@vitrine/server/config';
import { variables } from '@vitrine/server/variables';
import { asText, type Fields, type Json } from './template.ts';

/* Examples of the values that AWS fills in, by the text around them. */
const filledIn: [RegExp, string][] = [
  [/cognito:\/\/<\w+>\?client=<\w+>/u, 'cognito://eu-central-1_AbCdEfGhI?client=1h57kf5cpq17m0eml12EXAMPLE'],
  [
    /secretsmanager:<\w+>/u,
    'secretsmanager:arn:aws:secretsmanager:eu-central-1:123456789012:secret:vitrine-AbCdEf',
  ],
  [
    /sqs:\/\/<[\w.]+>\?deadLetters=<[\w.]+>&renderings=<[\w.]+>/u,
    'sqs://jobs?deadLetters=dead&renderings=renderings',
  ],
  [/@<[\w.]+>/u, '@vitrine.abc.eu-central-1.rds.amazonaws.com'],
  [/configurationSet=<\w+>/u, 'configurationSet=vitrine'],
  [/<[\w.]+>/gu, 'vitrine-photos-1'],
];

/** Asserts that the server accepts all settings. `others` names variables of Node or the SDK. */
export function checkEnvironment(environment: Fields, others: readonly string[]): Record<string, string> {
  const known = new Set<string>(Object.values(variables).map(({ name }) => name));
  const unknown = Object.keys(environment).filter((name) => !known.has(name));
  assert.deepEqual(unknown.sort(), [...others].sort());
  const settings = Object.fromEntries(
    Object.entries(environment)
      .filter(([name]) => known.has(name))
      .map(([name, value]) => [name, fillIn(value)]),
  );
  parseConfig(settings);
  return settings;
}

export const fillIn = (value: Json): string =>
  filledIn.reduce((text, [form, example]) => text.replace(form, example), asText(value));
