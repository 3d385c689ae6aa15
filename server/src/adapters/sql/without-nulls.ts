type NullableKeys<T> = { [K in keyof T]: null extends T[K] ? K : never }[keyof T];
type WithoutNulls<T> = { [K in Exclude<keyof T, NullableKeys<T>>]: T[K] } & {
  [K in NullableKeys<T>]?: Exclude<T[K], null>;
};

/** A column is null where the domain has no property. */
export function withoutNulls<T extends object>(values: T): WithoutNulls<T> {
  const present: Record<string, unknown> = {};
  for (const [key, value] of Object.entries(values)) if (value !== null) present[key] = value;
  // What was left out is what the type makes optional.
  return present as WithoutNulls<T>;
}
