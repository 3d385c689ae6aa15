/** What an entry of the browser's history carries. */
export type EntryState = {
  key: string;
  /** The list that a photo was opened from. */
  list?: string | undefined;
};
