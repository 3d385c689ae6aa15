import { useCallback } from 'react';
import type { Photo } from '../../api/types.ts';
import { useSession } from '../../api/use-session.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { galleryMessages } from '../../shared/i18n/messages-gallery.ts';
import { SelectablePhotos } from '../../shared/selection/selectable-photos.tsx';
import { SelectionBar } from '../../shared/selection/selection-bar.tsx';
import { useSelection } from '../../shared/selection/use-selection.ts';
import { useUploads } from '../../shared/upload-context.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { GalleryActions } from './gallery-actions.tsx';
import { GalleryFilters } from './gallery-filters.tsx';
import { Unfinished } from './unfinished.tsx';
import { useFollowProcessing } from './use-follow-processing.ts';
import type { GalleryFilter } from './use-gallery-filter.ts';

type GalleryProps = {
  /** The API address of the first page of the photos that pass the filter. */
  address: string;
  filter: GalleryFilter;
  isFiltered: boolean;
  onFilter: (changes: Partial<GalleryFilter>) => void;
};

/** One's own photos, to look at and to tidy up. */
export function Gallery({ address, filter, isFiltered, onFilter }: GalleryProps) {
  const account = useSession();
  const uploads = useUploads();
  const { isUnderWay } = uploads;
  // What needs its owner stands above the grid, and only there.
  const shows = useCallback(
    ({ id, status }: Photo) =>
      isFiltered || (status === 'uploading' ? isUnderWay(id) : status !== 'rejected'),
    [isFiltered, isUnderWay],
  );
  // The filters stay, with the focus that one of them has; what was selected under others does not.
  const selection = useSelection(address, shows);
  useFollowProcessing(selection.shown);

  const empty = isFiltered ? (
    <Notice
      icon="search"
      title={galleryMessages.gallery.emptyFiltered}
      text={galleryMessages.gallery.emptyFilteredText}
    >
      <Button look="primary" onClick={() => onFilter({ status: '', visibility: '', tag: '' })}>
        {galleryMessages.gallery.clearFilters}
      </Button>
    </Notice>
  ) : (
    <Notice icon="upload" title={galleryMessages.gallery.empty} text={galleryMessages.gallery.emptyText}>
      <Button look="primary" icon="upload" onClick={uploads.pickFiles}>
        {messages.header.upload}
      </Button>
      <Button icon="folder" onClick={uploads.pickFolder}>
        {galleryMessages.gallery.uploadFolder}
      </Button>
    </Notice>
  );
  return (
    <>
      {!isFiltered && <Unfinished />}
      <SelectablePhotos
        address={address}
        shows={shows}
        label={galleryMessages.gallery.title}
        empty={empty}
        selection={selection}
        bar={
          <SelectionBar
            selection={selection}
            idle={
              (selection.shown.length > 0 || isFiltered || account?.photoCount !== 0) && (
                <GalleryFilters filter={filter} isFiltered={isFiltered} onFilter={onFilter} />
              )
            }
          >
            <GalleryActions selection={selection} />
          </SelectionBar>
        }
      />
    </>
  );
}
