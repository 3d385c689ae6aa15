import { describe } from 'node:test';
import { describeBegin } from './photo-begin.ts';
import { describeChange } from './photo-change.ts';
import { describePhotoLists } from './photo-lists.ts';
import { describeRemoval } from './photo-removal.ts';
import type { CreateHarness } from './stores.ts';

/** Describes the promises of every photo store. */
export function describePhotoStore(
  name: string,
  create: CreateHarness<'accounts' | 'photos' | 'likes'>,
): void {
  describe(name, () => {
    describeBegin(create);
    describeChange(create);
    describeRemoval(create);
    describePhotoLists(create);
  });
}
