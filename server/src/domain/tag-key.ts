/** Two tags are the same when they differ in case only: the contract's rule. */
export const tagKey = (tag: string) => tag.normalize('NFC').toLowerCase();
