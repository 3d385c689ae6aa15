import type { Visibility } from '../../api/types.ts';
import type { IconName } from '../../ui/icon.tsx';

/** From the widest to the narrowest. */
export const visibilities = ['public', 'unlisted', 'private'] as const satisfies readonly Visibility[];

export const visibilityIcons = {
  public: 'globe',
  unlisted: 'link',
  private: 'lock',
} as const satisfies Readonly<Record<Visibility, IconName>>;
