type Item = { id: string };

/** A list with what went missing from it, each behind the nearest of those that stood before it and are still there. */
export function putBack<T extends Item>(
  now: readonly T[],
  before: readonly T[],
  missing: ReadonlySet<string>,
): T[] {
  const present = new Set(now.map(({ id }) => id));
  const returned = new Map<string | undefined, T[]>();
  let nearest: string | undefined;
  for (const item of before)
    if (present.has(item.id)) nearest = item.id;
    else if (missing.has(item.id)) {
      const beside = returned.get(nearest) ?? [];
      beside.push(item);
      returned.set(nearest, beside);
    }
  return [
    ...(returned.get(undefined) ?? []),
    ...now.flatMap((item) => [item, ...(returned.get(item.id) ?? [])]),
  ];
}
