import type { components } from '@vitrine/contract/openapi-types';

type Schemas = components['schemas'];
export type Account = Schemas['Account'];
export type Album = Schemas['Album'];
export type Member = Schemas['Member'];
export type Photo = Schemas['Photo'];
export type Problem = Schemas['Problem'];
export type Profile = Schemas['Profile'];
export type UploadDefaults = Schemas['UploadDefaults'];
export type Rendition = Schemas['Rendition'];
export type Visibility = Photo['visibility'];
/** All visibilities, the widest first. */
export const visibilities = ['public', 'unlisted', 'private'] as const satisfies readonly Visibility[];

export type ListPage<Item> = {
  items: Item[];
  nextCursor: string | null;
  /** Aspect ratios that replace the items of a page released because it is far from the viewport. */
  shapes?: readonly number[];
};
