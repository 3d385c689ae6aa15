import type { Schema } from '../api/operations.ts';

/** A value for a field, as JSON text, which keeps lone surrogates and numbers out of range. */
export type HostileValue = {
  name: string;
  json: string;
  /** True if the value breaks the schema. Other values are odd: the server may accept, clean or not find them. */
  isWrong: boolean;
};

const text = (value: unknown) => JSON.stringify(value);
const megabyte = 'x'.repeat(900_000);

const everywhere: Record<string, string> = {
  null: 'null',
  true: 'true',
  'an object': '{"a":{"b":[1,{"c":null}]}}',
  'a prototype': '{"__proto__":{"admin":true},"constructor":{"prototype":{}}}',
  'an empty array': '[]',
  'an array of arrays': '[[[[[]]]]]',
  'a fraction': '0.5',
  'a negative number': '-1',
  'a number beyond all': '1e999',
  'a number beyond exact ones': '9007199254740993',
  'an empty text': '""',
  'a plain text': '"plain"',
  'a long text': text(megabyte),
  'control characters': '"a\\u0000\\u0007\\u001b[31m\\r\\nSet-Cookie: a=b"',
  'a lone surrogate': '"x\\ud83dy"',
  'a name of a prototype': '"__proto__"',
  'another name of a prototype': '"constructor"',
  'a text like a number': '"1e3"',
  'a text like no number': '"NaN"',
  'a text that looks like SQL': '"\' OR 1=1; --"',
  'a path': '"../../../etc/passwd"',
};

const isText = (json: string) => json.startsWith('"');
const isNumber = (json: string) => /^-?\d/u.test(json);

/** Returns all hostile values for a field. Texts that the schema allows count as odd, not wrong. */
export function hostileValuesFor(schema: Schema, isNullable = false): HostileValue[] {
  return Object.entries(everywhere).map(([name, json]) => ({
    name,
    json,
    isWrong: isWrongFor(schema, json) && !(isNullable && json === 'null'),
  }));
}

function isWrongFor(schema: Schema, json: string): boolean {
  if (schema.anyOf) return schema.anyOf.every((one) => isWrongFor(one, json));
  const types = [schema.type ?? []].flat();
  if (json === 'null') return !types.includes('null');
  if (schema.enum) return true;
  if (types.includes('boolean')) return json !== 'true';
  if (types.includes('integer') || types.includes('number'))
    return !(isNumber(json) && Number.isSafeInteger(Number(json)) && Number(json) >= 1);
  if (types.includes('array')) return json !== '[]';
  if (types.includes('string')) {
    const length = isText(json) ? (JSON.parse(json) as string).length : -1;
    return length < (schema.minLength ?? 0) || length > (schema.maxLength ?? 100_000);
  }
  return false;
}

/** Words for a path or a query, percent-encoded. */
export const hostileWords: Record<string, string> = {
  empty: '',
  'a NUL': '%00',
  'a line break': 'a%0d%0aSet-Cookie:%20a=b',
  'broken UTF-8': '%ff%fe%c0%80',
  'a broken escape': '%zz%',
  'half a surrogate pair': '%ed%a0%bd',
  'a climbing path': '..%2f..%2fetc%2fpasswd',
  'a long word': 'x'.repeat(5000),
  'a negative number': '-1',
  zero: '0',
  'a fraction': '1.5',
  'a number beyond all': '1e999',
  'a number beyond exact ones': '99999999999999999999',
  'no number': 'NaN',
  infinity: 'Infinity',
  'an object': '%7B%22a%22%3A1%7D',
  'a prototype': '__proto__',
  constructor: 'constructor',
  SQL: '%27%20OR%201%3D1%3B--',
  wildcards: '%25_%25',
  'an emoji': '%F0%9F%98%80',
  'a bidirectional override': '%E2%80%AE',
};
