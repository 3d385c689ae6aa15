const { NODE_TEST_CONTEXT, VITRINE_TEST_BACKENDS, VITRINE_TEST_REQUIRE } = process.env;
const requiresAll = VITRINE_TEST_REQUIRE === 'all';
/* Node's test runner sets this variable. Benchmarks use the same servers without it. */
const isTest = NODE_TEST_CONTEXT !== undefined;

/** Returns the reason to skip a test that this machine cannot run. Throws it if `VITRINE_TEST_REQUIRE=all`. */
export function skipBecause(reason: string): string {
  if (requiresAll) throw new Error(reason);
  return reason;
}

/** The reason to skip back ends other than SQLite and disk: each of them takes as long again. CI runs them all. */
export const skippedBackends: string | false =
  isTest && !requiresAll && VITRINE_TEST_BACKENDS !== 'all'
    ? 'runs on SQLite and disk only; VITRINE_TEST_BACKENDS=all adds the other back ends'
    : false;
