import type { Visibility } from '../api/types.ts';

/** From the widest to the narrowest. */
export const visibilities = ['public', 'unlisted', 'private'] as const satisfies readonly Visibility[];
