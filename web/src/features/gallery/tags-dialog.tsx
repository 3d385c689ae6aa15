import { useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { changePhotoInCache } from '../../api/photo-cache.ts';
import type { Photo } from '../../api/types.ts';
import { messages } from '../../app/messages.ts';
import { galleryMessages } from '../../app/messages-gallery.ts';
import { changeInBulk } from '../../app/selection/change-in-bulk.ts';
import { useBulkChange } from '../../app/selection/use-bulk-change.ts';
import { Checkbox } from '../../ui/choice.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './gallery-dialogs.module.css';
import { addTagsTo, countTags, readTags, removeTagsFrom, undoTags } from './photo-tags.ts';

type TagsDialogProps = { photos: readonly Photo[]; onClose: () => void };

const words = galleryMessages.gallery;

export function TagsDialog({ photos, onClose }: TagsDialogProps) {
  const client = useQueryClient();
  const bulk = useBulkChange();
  const [added, setAdded] = useState('');
  const [removed, setRemoved] = useState<ReadonlySet<string>>(new Set());
  const counts = countTags(photos);

  const change = (action: 'addTags' | 'removeTags', tags: string[], of: typeof addTagsTo) => {
    if (tags.length === 0) return;
    bulk.mutate({
      photoIds: photos.map(({ id }) => id),
      change: { action, tags },
      apply: (ids) => {
        const rollbacks = [...ids].map((id) =>
          changePhotoInCache(client, id, (photo) => ({ ...photo, tags: of(photo.tags, tags) })),
        );
        return () => {
          for (const rollback of rollbacks.toReversed()) rollback();
        };
      },
      say: words.tagsChanged,
      undo: async (done) => {
        const changed = photos.filter(({ id }) => done.has(id));
        for (const { photoIds, change } of undoTags(changed, action, tags))
          await changeInBulk(photoIds, change);
      },
    });
  };
  const submit = () => {
    change('removeTags', [...removed], removeTagsFrom);
    change('addTags', readTags(added), addTagsTo);
    onClose();
  };

  return (
    <FormDialog
      title={words.tagsTitle}
      submit={messages.app.save}
      isBusy={false}
      isChanged={added.trim() !== '' || removed.size > 0}
      onSubmit={submit}
      onClose={onClose}
    >
      <TextField
        label={words.addTags}
        hint={words.addTagsHint}
        autoCapitalize="none"
        value={added}
        onChange={(event) => setAdded(event.target.value)}
      />
      <fieldset className={styles.choices}>
        <legend className={styles.legend}>{words.removeTags}</legend>
        {counts.length === 0 && <p className={styles.quiet}>{words.noTags}</p>}
        {counts.map(([tag, count]) => (
          <Checkbox
            key={tag}
            label={`${tag} (${count})`}
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
