import type { Photo } from '../../domain/photo.ts';
import type { LoadEntries } from './lists.ts';
import { idOfPhoto, listsOfTag, photoKey, storedTagsOf, tagOfItem, toPhoto } from './photo-item.ts';
import type { Table } from './table.ts';
import type { ListNumber } from './table-shape.ts';

/** Photos by entries of their tags, whichever tags: the photo says whether it stands there. */
export const loadTagged =
  (table: Table, number: ListNumber): LoadEntries<Photo> =>
  async (entries) => {
    const items = await table.getMany(entries.map((entry) => photoKey(idOfPhoto(entry))));
    const photos = new Map(items.map((item) => [item.pk, toPhoto(item)]));
    return entries.map((entry) => {
      const tag = tagOfItem(entry);
      const photo = photos.get(entry.pk);
      if (!photo || !storedTagsOf(photo).includes(tag)) return undefined;
      const place = listsOfTag(photo, tag)[number];
      return place?.list === entry.list && place.at === entry.at ? photo : undefined;
    });
  };
