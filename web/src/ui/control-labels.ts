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
export type ControlLabels = Readonly<Record<(typeof names)[number], string>>;

/** What the controls themselves say; the app's catalogue gives it. */
export const ControlLabelsContext = createContext<ControlLabels>(
  Object.fromEntries(names.map((name) => [name, ''])) as ControlLabels,
);

export const useControlLabels = () => useContext(ControlLabelsContext);
