type Ask = (leave: () => void) => void;

const guards: Ask[] = [];

/** Asks before unsaved changes are lost by leaving a page. */
export const leaveGuard = {
  /** Calls `ask` instead of leaving, with a function that leaves. Returns a function that removes the guard. */
  add(ask: Ask): () => void {
    guards.push(ask);
    return () => {
      const at = guards.indexOf(ask);
      if (at >= 0) guards.splice(at, 1);
    };
  },
  isActive: () => guards.length > 0,
  /** Asks if there are unsaved changes, and returns whether there are. */
  intercepts(leave: () => void): boolean {
    const ask = guards.at(-1);
    ask?.(leave);
    return ask !== undefined;
  },
};
