import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { api } from '../../api/client.ts';
import { findPhotoInCache } from '../../api/photo-cache.ts';
import { unwrap } from '../../api/request.ts';
import { useSession } from '../../api/session.ts';
import type { Photo } from '../../api/types.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { libraryMessages } from '../../shared/i18n/messages-library.ts';
import { livePhotoCacheOf } from '../../shared/photo-grid/live-photo-cache.ts';
import { SelectablePhotos } from '../../shared/selection/selectable-photos.tsx';
import { SelectionBar } from '../../shared/selection/selection-bar.tsx';
import { useSelection } from '../../shared/selection/use-selection.ts';
import { useUploads } from '../../shared/upload-context.tsx';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { LibraryActions } from './library-actions.tsx';
import type { LibraryFilter } from './library-filters.tsx';
import { LibraryFilters } from './library-filters.tsx';
import { PendingUploads } from './pending-uploads.tsx';

const every = 4000;
const atOnce = 20;

/** Polls photos that are still processing, for example uploads from another device. */
function usePollProcessing(photos: readonly Photo[]) {
  const client = useQueryClient();
  const ids = photos.filter(({ status }) => status === 'processing').map(({ id }) => id);
  useQuery({
    queryKey: ['processing', ...ids.slice(0, atOnce)],
    enabled: ids.length > 0,
    initialData: 0,
    refetchInterval: every,
    gcTime: 0,
    queryFn: async ({ signal }) => {
      const read = (id: string) => unwrap(api.GET('/photos/{id}', { params: { path: { id } }, signal }));
      const answers = await Promise.allSettled(ids.slice(0, atOnce).map(read));
      // Skip photos that were removed during the request.
      for (const result of answers)
        if (
          result.status === 'fulfilled' &&
          result.value.status !== 'processing' &&
          findPhotoInCache(client, result.value.id)
        )
          livePhotoCacheOf(client).update(result.value);
      return Date.now();
    },
  });
}

type LibraryProps = {
  /** API URL of the first page of the filtered photos. */
  url: string;
  filter: LibraryFilter;
  isFiltered: boolean;
  onFilter: (changes: Partial<LibraryFilter>) => void;
};

/** Shows the user's own photos with filters and bulk actions. */
export function Library({ url, filter, isFiltered, onFilter }: LibraryProps) {
  const account = useSession();
  const uploads = useUploads();
  const { isUploading } = uploads;
  // Rejected and unfinished uploads appear above the grid only.
  const shows = useCallback(
    ({ id, status }: Photo) =>
      isFiltered || (status === 'uploading' ? isUploading(id) : status !== 'rejected'),
    [isFiltered, isUploading],
  );
  // A filter change keeps the focused filter and clears the selection.
  const selection = useSelection(url, shows);
  usePollProcessing(selection.shown);

  const empty = isFiltered ? (
    <Notice
      icon="search"
      title={libraryMessages.library.emptyFiltered}
      text={libraryMessages.library.emptyFilteredText}
    >
      <Button look="primary" onClick={() => onFilter({ status: '', visibility: '', tag: '' })}>
        {libraryMessages.library.clearFilters}
      </Button>
    </Notice>
  ) : (
    <Notice icon="upload" title={libraryMessages.library.empty} text={libraryMessages.library.emptyText}>
      <Button look="primary" icon="upload" onClick={uploads.pickFiles}>
        {messages.header.upload}
      </Button>
      <Button icon="folder" onClick={uploads.pickFolder}>
        {libraryMessages.library.uploadFolder}
      </Button>
    </Notice>
  );
  return (
    <>
      {!isFiltered && <PendingUploads />}
      <SelectablePhotos
        url={url}
        filter={shows}
        label={libraryMessages.library.title}
        empty={empty}
        selection={selection}
        bar={
          <SelectionBar
            selection={selection}
            idle={
              (selection.shown.length > 0 || isFiltered || account?.photoCount !== 0) && (
                <LibraryFilters filter={filter} isFiltered={isFiltered} onFilter={onFilter} />
              )
            }
          >
            <LibraryActions selection={selection} />
          </SelectionBar>
        }
      />
    </>
  );
}
