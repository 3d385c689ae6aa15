/** Lets work that runs in parallel through one point in the order of its numbers. */
export function createTurns() {
  const gates: PromiseWithResolvers<void>[] = [];
  const gate = (number: number) => {
    gates[number] ??= Promise.withResolvers<void>();
    return gates[number];
  };
  return {
    /** Resolves once every number before this one has passed. */
    wait: (number: number): Promise<void> => (number === 0 ? Promise.resolve() : gate(number - 1).promise),
    /** Idempotent. */
    pass: (number: number): void => gate(number).resolve(),
  };
}
