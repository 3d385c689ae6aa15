type Ask = (leave: () => void) => void;

const holders: Ask[] = [];

/** Stands between what is not saved and leaving the page it is on. */
export const leaveGuard = {
  /** `ask` is called in place of leaving, with what leaves after all. Returns the end of it. */
  hold(ask: Ask): () => void {
    holders.push(ask);
    return () => {
      const at = holders.indexOf(ask);
      if (at >= 0) holders.splice(at, 1);
    };
  },
  isHeld: () => holders.length > 0,
  /** Whether there is something to lose; it asks then. */
  stops(leave: () => void): boolean {
    const ask = holders.at(-1);
    ask?.(leave);
    return ask !== undefined;
  },
};
