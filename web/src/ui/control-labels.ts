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

/** Texts of the controls, provided by the app's messages. */
export const ControlLabelsContext = createContext<ControlLabels>(
  Object.fromEntries(names.map((name) => [name, ''])) as ControlLabels,
);

export const useControlLabels = () => useContext(ControlLabelsContext);
