import { createContext, useContext } from 'react';

export type Words = { close: string; show: string; hide: string };

/** What the controls themselves say; the app's catalogue gives it. */
export const WordsContext = createContext<Words>({ close: '', show: '', hide: '' });

export const useWords = () => useContext(WordsContext);
