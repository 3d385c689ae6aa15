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
  /** Of a page that was let go because it is far from what is seen: its photos' shapes, in place of its items. */
  shapes?: readonly number[];
};
