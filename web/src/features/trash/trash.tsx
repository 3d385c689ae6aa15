import { useQueryClient } from '@tanstack/react-query';
import { trashDays } from '@vitrine/contract/limits.ts';
import { listAddress } from '@vitrine/contract/pages.ts';
import { useState } from 'react';
import { removePhotosFromCache } from '../../api/photo-cache.ts';
import { useFormat } from '../../shared/i18n/format.ts';
import { libraryMessages } from '../../shared/i18n/messages-library.ts';
import { DeleteForeverDialog } from '../../shared/selection/delete-forever-dialog.tsx';
import { SelectablePhotos } from '../../shared/selection/selectable-photos.tsx';
import { SelectionBar } from '../../shared/selection/selection-bar.tsx';
import { useBulkChange } from '../../shared/selection/use-bulk-change.ts';
import { useSelection } from '../../shared/selection/use-selection.ts';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import styles from './trash.module.css';

const words = libraryMessages.trash;
const url = listAddress('/me/trash');

/** Lists trashed photos to restore or to delete for good. */
export function Trash() {
  const client = useQueryClient();
  const selection = useSelection(url);
  const bulk = useBulkChange();
  const [deleting, setDeleting] = useState<'all' | 'selected'>();

  const restore = () => {
    bulk.mutate({
      photoIds: selection.photos.map(({ id }) => id),
      change: { action: 'restore' },
      apply: (ids) => removePhotosFromCache(client, ids),
      say: words.restored,
    });
    selection.clear();
  };

  return (
    <>
      <SelectablePhotos
        url={url}
        label={words.title}
        selection={selection}
        renderBeside={({ trashedAt }) => <DaysLeft trashedAt={trashedAt} />}
        empty={
          <Notice icon="trash" title={words.empty}>
            <ButtonLink href="/me" look="primary">
              {words.toLibrary}
            </ButtonLink>
          </Notice>
        }
        bar={
          <SelectionBar
            selection={selection}
            idle={
              selection.shown.length > 0 && (
                <div className={styles.idle}>
                  <Button look="plain" icon="trash" onClick={() => setDeleting('all')}>
                    {words.emptyAll}
                  </Button>
                </div>
              )
            }
          >
            <Button look="plain" icon="restore" onClick={restore}>
              {words.restore}
            </Button>
            <Button look="plain" icon="trash" onClick={() => setDeleting('selected')}>
              {words.deleteForever}
            </Button>
          </SelectionBar>
        }
      />
      {deleting && (
        <DeleteForeverDialog
          {...(deleting === 'selected' && { photoIds: selection.photos.map(({ id }) => id) })}
          onDone={selection.clear}
          onClose={() => setDeleting(undefined)}
        />
      )}
    </>
  );
}

function DaysLeft({ trashedAt }: { trashedAt: string | null }) {
  const format = useFormat();
  if (trashedAt === null) return null;
  const days = countDaysLeft(new Date(trashedAt), new Date());
  return (
    <span className={styles.days}>
      {days > 1 ? libraryMessages.trash.daysLeft(days, format.number(days)) : libraryMessages.trash.lastDay}
    </span>
  );
}

const day = 24 * 60 * 60 * 1000;

/** Counts the days until a photo is deleted, including today: one on the last day, zero if overdue. */
export function countDaysLeft(trashedAt: Date, now: Date): number {
  return Math.max(0, Math.ceil((trashedAt.getTime() + trashDays * day - now.getTime()) / day));
}
