type Ask = (leave: () => void) => void;

const holders: Ask[] = [];

/** Asks before unsaved changes are lost by leaving a page. */
export const leaveGuard = {
  /** Calls `ask` instead of leaving, with a function that leaves. Returns a function that removes the guard. */
  hold(ask: Ask): () => void {
    holders.push(ask);
    return () => {
      const at = holders.indexOf(ask);
      if (at >= 0) holders.splice(at, 1);
    };
  },
  isHeld: () => holders.length > 0,
  /** Asks if there are unsaved changes, and returns whether there are. */
  stops(leave: () => void): boolean {
    const ask = holders.at(-1);
    ask?.(leave);
    return ask !== undefined;
  },
};
