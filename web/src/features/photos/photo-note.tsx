import type { Photo } from '../../api/types.ts';
import { messages } from '../../app/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import styles from './photo-note.module.css';

/** Why others do not see the photo, where that is not its owner's choice of who sees it. */
export function PhotoNote({ photo }: { photo: Photo }) {
  const { inTrash, hiddenNote } = messages.photo;
  const notes = [
    photo.trashedAt && inTrash,
    photo.hidden && (photo.viewer.canEdit ? hiddenNote.owner : hiddenNote.admin),
  ].filter((note) => typeof note === 'string');
  if (notes.length === 0) return null;
  return (
    <p className={styles.note}>
      <Icon name="warning" />
      {notes.join(' ')}
    </p>
  );
}
