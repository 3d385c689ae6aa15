/** Somebody's words within a sentence of ours: which way they run changes nothing around them. */
export const isolate = (words: string) => `\u2068${words}\u2069`;
