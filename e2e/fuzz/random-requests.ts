import document from '@vitrine/contract/openapi.json' with { type: 'json' };
import type { Random } from '../../server/src/entry/seed/photo-details.ts';
import { type Operation, operations, type Schema } from '../../server/src/testing/api/operations.ts';
import { hostileValuesFor, hostileWords } from '../../server/src/testing/inputs/hostile-values.ts';

export type FuzzRequest = {
  operation: Operation;
  method: string;
  /** The path after the API's base path. */
  path: string;
  headers: Record<string, string>;
  body?: string;
};

type Described = Schema & {
  $ref?: string;
  allOf?: Described[];
  format?: string;
  pattern?: string;
  minimum?: number;
  minItems?: number;
  const?: unknown;
  example?: unknown;
};

/* Limits the ids that are collected from responses and used in later requests. */
const mostKnown = 400;
const schemas = document.components.schemas as unknown as Record<string, Described>;
const words = Object.values(hostileWords);
/* Skips operations that would end the session that the whole run uses. */
const endings = new Set(['DELETE /session', 'DELETE /me/sessions/{id}']);
const choices = operations.filter(({ name }) => !endings.has(name)) as [Operation, ...Operation[]];

/** Generates requests from the OpenAPI document: valid ones, and valid ones with one fault. */
export function createRequests(random: Random, usernames: readonly [string, ...string[]]) {
  const ids = new Set<string>(['there-is-no-such-thing']);

  const pickId = () => random.pick([...ids] as [string, ...string[]]);
  const pickName = (name: string) => (name === 'username' ? random.pick(usernames) : pickId());
  const pickWord = () => random.pick(words as [string, ...string[]]);

  function sound(schema: Described, name = ''): unknown {
    if (schema.$ref) return sound(schemas[schema.$ref.split('/').at(-1) ?? ''] ?? {}, name);
    if (schema.const !== undefined) return schema.const;
    if (schema.enum) return random.pick(schema.enum as [unknown, ...unknown[]]);
    const union = schema.anyOf as [Described, ...Described[]] | undefined;
    if (union) return sound(random.pick(union), name);
    const [type] = [schema.type].flat();
    if (type === 'object') {
      const fields = Object.entries(schema.properties ?? {}).filter(
        ([field]) => schema.required?.includes(field) || random.isLucky(0.5),
      );
      return Object.fromEntries(fields.map(([field, one]) => [field, sound(one, field)]));
    }
    if (type === 'array') {
      const items = (schema.items ?? {}) as Described;
      const length = random.whole(schema.minItems ?? 0, Math.min(schema.maxItems ?? 3, 3));
      return Array.from({ length }, () => sound(items, name));
    }
    if (type === 'boolean') return random.isLucky(0.5);
    if (type === 'integer' || type === 'number')
      return random.whole(schema.minimum ?? 0, Math.min(schema.maximum ?? 1000, 1e6));
    if (type === 'null') return null;
    return soundText(schema, name);
  }

  function soundText({ example, maxLength = 100, minLength = 0 }: Described, name: string): string {
    if (/Ids?$/u.test(name)) return pickId();
    if (name === 'password') return 'not the password';
    if (name === 'login' || name === 'username') return random.pick(usernames);
    if (example !== undefined && random.isLucky(0.5)) return String(example);
    const length = random.whole(minLength, Math.min(maxLength, 40));
    return Array.from({ length }, () => random.pick([..."abz09 -_.@äß漢😀'"] as [string, ...string[]])).join(
      '',
    );
  }

  /** Returns the body as JSON with one field replaced, removed or added, or returns malformed JSON. */
  function spoil(body: unknown, schema: Schema): string {
    if (random.isLucky(0.1)) return random.pick(['', '{', '[]', 'null', '"text"', '[[[[', '\u0000']);
    const fields = Object.entries((body ?? {}) as object).map(([name, value]) => [
      name,
      JSON.stringify(value),
    ]);
    const names = Object.keys(schema.properties ?? { bogus: {} }) as [string, ...string[]];
    const name = random.isLucky(0.2) ? 'bogus' : random.pick(names);
    const values = hostileValuesFor(schema.properties?.[name] ?? {}).filter(
      ({ json }) => json.length < 10_000,
    );
    const [value] = random.some(values, 1);
    const rest = fields.filter(([field]) => field !== name);
    const all = random.isLucky(0.2) || !value ? rest : [...rest, [name, value.json]];
    return `{${all.map(([field, json]) => `${JSON.stringify(field)}:${json}`).join()}}`;
  }

  return {
    learn(answer: unknown): void {
      if (typeof answer !== 'object' || answer === null || ids.size >= mostKnown) return;
      for (const [name, value] of Object.entries(answer)) {
        if (name === 'id' && typeof value === 'string') ids.add(value);
        else this.learn(value);
      }
    },

    next(): FuzzRequest {
      const operation = random.pick(choices);
      const headers: Record<string, string> = {};
      const query: string[] = [];
      let { path } = operation;
      for (const { name, in: place, schema, required } of operation.parameters) {
        const isNasty = random.isLucky(0.15);
        const value = isNasty ? pickWord() : encodeURIComponent(String(sound(schema, name)));
        if (place === 'path')
          path = path.replace(`{${name}}`, isNasty ? value : encodeURIComponent(pickName(name)));
        else if (!required && random.isLucky(0.6)) continue;
        else if (place === 'query') query.push(`${name}=${value}`);
        else headers[name] = value.slice(0, 500);
      }
      const other = random.isLucky(0.03) ? random.pick(['PUT', 'POST', 'DELETE', 'PATCH']) : operation.method;
      const method = endings.has(`${other} ${operation.path}`) ? operation.method : other;
      const request = {
        operation,
        method,
        path: path + (query.length > 0 ? `?${query.join('&')}` : ''),
        headers,
      };
      if (!operation.body || method === 'GET') return request;
      const body = sound(operation.body);
      headers['content-type'] = random.isLucky(0.02) ? 'text/plain' : 'application/json';
      return {
        ...request,
        body: random.isLucky(0.4) ? spoil(body, operation.body) : JSON.stringify(body),
      };
    },
  };
}
