import { messages } from '../../app/messages.ts';
import { SelectablePhotos } from '../../app/selection/selectable-photos.tsx';
import { SelectionBar } from '../../app/selection/selection-bar.tsx';
import { useLoadedPhotos } from '../../app/selection/use-loaded-photos.ts';
import { useSelection } from '../../app/selection/use-selection.ts';
import { useUploads } from '../../app/upload-context.ts';
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
  const { photos, loadAll } = useLoadedPhotos(address);
  const selection = useSelection(photos);
  const uploads = useUploads();
  useFollowProcessing(photos);

  const selectAll = () => void loadAll((loaded) => selection.set(loaded.map(({ id }) => id)));

  const empty = isFiltered ? (
    <Notice icon="search" title={messages.gallery.emptyFiltered} text={messages.gallery.emptyFilteredText}>
      <Button look="primary" onClick={() => onFilter({ status: '', visibility: '', tag: '' })}>
        {messages.gallery.clearFilters}
      </Button>
    </Notice>
  ) : (
    <Notice icon="upload" title={messages.gallery.empty} text={messages.gallery.emptyText}>
      <Button look="primary" icon="upload" onClick={uploads.pickFiles}>
        {messages.header.upload}
      </Button>
      <Button icon="album" onClick={uploads.pickFolder}>
        {messages.gallery.uploadFolder}
      </Button>
    </Notice>
  );
  return (
    <>
      {!isFiltered && <Unfinished />}
      <SelectablePhotos
        address={address}
        label={messages.gallery.title}
        empty={empty}
        selection={selection}
        onSelectAll={selectAll}
        bar={
          <SelectionBar
            selection={selection}
            onSelectAll={selection.photos.length < photos.length ? selectAll : undefined}
            idle={
              (photos.length > 0 || isFiltered) && (
                <GalleryFilters filter={filter} photos={photos} isFiltered={isFiltered} onFilter={onFilter} />
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
