import { type QueryClient, useQueryClient } from '@tanstack/react-query';
import { tagKey } from '@vitrine/contract/formats.ts';
import { useState } from 'react';
import { changePhotosInCache } from '../../api/photo-cache.ts';
import type { Photo } from '../../api/types.ts';
import { TagInput } from '../../shared/forms/tag-input.tsx';
import { addTagsTo, readTags, removeTagsFrom } from '../../shared/forms/tags.ts';
import { useFormat } from '../../shared/i18n/format.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { libraryMessages } from '../../shared/i18n/messages-library.ts';
import { undoBulkChanges } from '../../shared/selection/bulk-change.ts';
import { type BulkRequest, useBulkChange } from '../../shared/selection/use-bulk-change.ts';
import { Checkbox } from '../../ui/checkbox-radio.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import styles from './tags-dialog.module.css';

type TagsDialogProps = { photos: readonly Photo[]; onClose: () => void };

const words = libraryMessages.library;

export function TagsDialog({ photos, onClose }: TagsDialogProps) {
  const client = useQueryClient();
  const bulk = useBulkChange();
  const [added, setAdded] = useState<readonly string[]>([]);
  const [typed, setTyped] = useState('');
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const format = useFormat();
  const counts = countTags(photos);

  const change = async (requested: TagsChange) => {
    if (requested.tags.length === 0) return;
    const undoOf = (ids: ReadonlySet<string>) =>
      invertTagsChange(
        photos.filter(({ id }) => ids.has(id)),
        requested,
      );
    const request: BulkRequest = {
      photoIds: photos.map(({ id }) => id),
      change: requested,
      apply: (ids) => {
        showInCache(client, ids, requested);
        // Revert tag by tag to keep other changes made since.
        return () => {
          for (const { photoIds, change } of undoOf(ids)) showInCache(client, new Set(photoIds), change);
        };
      },
      say: words.tagsChanged,
      undo: (done) => undoBulkChanges(undoOf(done)),
    };
    // `useBulkChange` has already reported the error.
    await bulk.mutateAsync(request).catch(() => undefined);
  };
  const submit = async () => {
    onClose();
    // Run them in sequence: each has its own toast and undo.
    await change({ action: 'removeTags', tags: [...removed] });
    await change({ action: 'addTags', tags: addTagsTo(added, readTags(typed)) });
  };

  return (
    <FormDialog
      title={words.tagsTitle}
      submit={messages.app.save}
      isBusy={false}
      isChanged={added.length > 0 || typed.trim() !== '' || removed.size > 0}
      onSubmit={() => void submit()}
      onClose={onClose}
    >
      <TagInput label={words.addTags} tags={added} typed={typed} onType={setTyped} onChange={setAdded} />
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>{words.removeTags}</legend>
        {counts.length === 0 && <p className={styles.quiet}>{words.noTags}</p>}
        {counts.map(([tag, count]) => (
          <Checkbox
            key={tag}
            label={words.tagged(tag, format.number(count))}
            checked={removed.has(tag)}
            onChange={({ target }) => {
              const next = new Set(removed);
              if (target.checked) next.add(tag);
              else next.delete(tag);
              setRemoved(next);
            }}
          />
        ))}
      </fieldset>
    </FormDialog>
  );
}

function showInCache(client: QueryClient, ids: ReadonlySet<string>, { action, tags }: TagsChange) {
  const apply = action === 'addTags' ? addTagsTo : removeTagsFrom;
  changePhotosInCache(client, ids, (photo) => ({ ...photo, tags: apply(photo.tags, tags) }));
}

type TagsChange = { action: 'addTags' | 'removeTags'; tags: string[] };
type TagsUndo = { photoIds: string[]; change: TagsChange };

/** Returns the requests that restore the photos' present tags after a bulk change. */
export function invertTagsChange(photos: readonly Photo[], { action, tags: named }: TagsChange): TagsUndo[] {
  const keys = new Set(named.map(tagKey));
  const changedOf = ({ tags }: Photo) =>
    action === 'addTags' ? removeTagsFrom(named, tags) : tags.filter((tag) => keys.has(tagKey(tag)));
  const alike = Map.groupBy(photos, (photo) => JSON.stringify(changedOf(photo)));
  return [...alike.values()].flatMap((group) => {
    const tags = group[0] ? changedOf(group[0]) : [];
    if (tags.length === 0) return [];
    const photoIds = group.map(({ id }) => id);
    return [{ photoIds, change: { action: action === 'addTags' ? 'removeTags' : 'addTags', tags } }];
  });
}

/** Counts the tags of photos, the most frequent first. */
export function countTags(photos: readonly Photo[]): [tag: string, count: number][] {
  const counts = new Map<string, number>();
  for (const tag of photos.flatMap((photo) => photo.tags)) counts.set(tag, (counts.get(tag) ?? 0) + 1);
  return [...counts].sort(([one, few], [other, many]) => many - few || one.localeCompare(other));
}
