/** What an entry of the browser's history carries. */
export type EntryState = {
  key: string;
  /** How many entries of this visit lie before it. */
  at: number;
  /** The list that a photo was opened from. */
  list?: string | undefined;
};
