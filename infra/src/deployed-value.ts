/** What is known only once it is deployed, in the form that it will have, and an example of the same form to be checked. */
export type DeployedValue = { value: string; example: string };

/** `write('s3', …)`: one text, written once of what will be there and once of examples. */
export function writeDeployed<Names extends string>(
  parts: Record<Names, DeployedValue>,
  write: (parts: Record<Names, string>) => string,
): DeployedValue {
  const pick = (side: keyof DeployedValue) =>
    Object.fromEntries(
      Object.entries<DeployedValue>(parts).map(([name, part]) => [name, part[side]]),
    ) as Record<Names, string>;
  return { value: write(pick('value')), example: write(pick('example')) };
}
