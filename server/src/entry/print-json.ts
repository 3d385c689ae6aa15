/*
 * With --json a command prints one JSON document, an object. Lists are under `items`, as in the HTTP API. Progress, notes
 * and errors go to standard error.
 */
export const printJson = (result: Readonly<Record<string, unknown>>): void =>
  console.log(JSON.stringify(result, null, 2));

export const printList = (items: readonly unknown[]): void => printJson({ items });
