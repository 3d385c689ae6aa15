import { createContext, useContext } from 'react';

const names = [
  'close',
  'show',
  'hide',
  'cancel',
  'unsaved',
  'unsavedText',
  'keepEditing',
  'discard',
] as const;
export type Words = Readonly<Record<(typeof names)[number], string>>;

/** What the controls themselves say; the app's catalogue gives it. */
export const WordsContext = createContext<Words>(
  Object.fromEntries(names.map((name) => [name, ''])) as Words,
);

export const useWords = () => useContext(WordsContext);
