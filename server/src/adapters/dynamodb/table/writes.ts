import { type Key, keyOf } from './keys.ts';

export type Value = string | number | boolean;
export type Item = Key & Record<string, unknown>;

/** In the text, `#name` is an attribute and `:name` is one of the values. */
export type Condition = { text: string; values: Record<string, Value> };
export const when = (text: string, values: Record<string, Value> = {}): Condition => ({ text, values });
export const isAbsent = when('attribute_not_exists(#pk)');
export const isPresent = when('attribute_exists(#pk)');

type Expressed = {
  ConditionExpression?: string;
  ExpressionAttributeNames?: Record<string, string>;
  ExpressionAttributeValues?: Record<string, Value>;
};

/** One write, alone or in a transaction. The table adds its name. */
export type Write =
  | { Put: Expressed & { Item: Item } }
  | { Update: Expressed & { Key: Key; UpdateExpression: string } }
  | { Delete: Expressed & { Key: Key } }
  | { ConditionCheck: Expressed & { Key: Key; ConditionExpression: string } };

export const put = (item: Item, condition?: Condition): Write => ({
  Put: { Item: item, ...express(condition) },
});

export const remove = (key: Key, condition?: Condition): Write => ({
  Delete: { Key: keyOf(key), ...express(condition) },
});

export const check = (key: Key, condition: Condition): Write => ({
  ConditionCheck: { Key: keyOf(key), ...express(condition), ConditionExpression: condition.text },
});

type Change = {
  /** An undefined value removes the attribute. */
  set?: Record<string, Value | undefined>;
  add?: Record<string, number>;
};

export type Update = Extract<Write, { Update: unknown }>;

/** Creates a missing item unless a condition requires it. */
export function update(key: Key, { set = {}, add = {} }: Change, condition?: Condition): Update {
  const present = Object.entries(set).filter(([, value]) => value !== undefined) as [string, Value][];
  const cleared = Object.keys(set).filter((name) => set[name] === undefined);
  const clause = (word: string, parts: string[]) => (parts.length > 0 ? [`${word} ${parts.join(', ')}`] : []);
  const text = [
    ...clause(
      'SET',
      present.map(([name]) => `#${name} = :set_${name}`),
    ),
    ...clause(
      'REMOVE',
      cleared.map((name) => `#${name}`),
    ),
    ...clause(
      'ADD',
      Object.keys(add).map((name) => `#${name} :set_${name}`),
    ),
  ].join(' ');
  const values = [...present, ...Object.entries(add)].map(([name, value]) => [`set_${name}`, value] as const);
  return {
    Update: {
      Key: keyOf(key),
      UpdateExpression: text,
      ...express(condition, text, Object.fromEntries(values)),
    },
  };
}

function express(
  condition: Condition | undefined,
  text = '',
  changed: Record<string, Value> = {},
): Expressed {
  const values = Object.entries({ ...changed, ...condition?.values });
  const names = [...`${text} ${condition?.text ?? ''}`.matchAll(/#(\w+)/gu)];
  return {
    ...(condition && { ConditionExpression: condition.text }),
    ...(names.length > 0 && {
      ExpressionAttributeNames: Object.fromEntries(names.map(([alias, name = '']) => [alias, name])),
    }),
    ...(values.length > 0 && {
      ExpressionAttributeValues: Object.fromEntries(values.map(([name, value]) => [`:${name}`, value])),
    }),
  };
}
