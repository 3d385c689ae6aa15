import { useMemo } from 'react';
import type { Photo } from '../../api/types.ts';
import { messages } from '../../app/messages.ts';
import { Button } from '../../ui/button.tsx';
import styles from './gallery-filters.module.css';
import { Select } from './select.tsx';
import { type GalleryFilter, statuses, visibilities } from './use-gallery-filter.ts';

type GalleryFiltersProps = {
  filter: GalleryFilter;
  photos: readonly Photo[];
  isFiltered: boolean;
  onFilter: (changes: Partial<GalleryFilter>) => void;
};

const words = messages.gallery;

export function GalleryFilters({ filter, photos, isFiltered, onFilter }: GalleryFiltersProps) {
  const tags = useMemo(() => tagsOf(photos, filter.tag), [photos, filter.tag]);
  return (
    <fieldset className={styles.filters} aria-label={words.filters}>
      <Select
        label={words.visibility}
        value={filter.visibility}
        onChange={(visibility) => onFilter({ visibility })}
        options={[
          { value: '', label: words.everyVisibility },
          ...visibilities.map((value) => ({ value, label: messages.photo.visibility[value] })),
        ]}
      />
      <Select
        label={words.status}
        value={filter.status}
        onChange={(status) => onFilter({ status })}
        options={[
          { value: '', label: words.everyStatus },
          ...statuses.map((value) => ({ value, label: words.statuses[value] })),
        ]}
      />
      {tags.length > 0 && (
        <Select
          label={words.tag}
          value={filter.tag}
          onChange={(tag) => onFilter({ tag })}
          options={[{ value: '', label: words.everyTag }, ...tags.map((tag) => ({ value: tag, label: tag }))]}
        />
      )}
      {isFiltered && (
        <Button look="plain" icon="close" onClick={() => onFilter({ status: '', visibility: '', tag: '' })}>
          {words.clearFilters}
        </Button>
      )}
    </fieldset>
  );
}

/** Those of the photos that are here, as many as a list can hold. */
function tagsOf(photos: readonly Photo[], chosen: string): string[] {
  const tags = new Set(photos.flatMap((photo) => photo.tags).slice(0, 2000));
  if (chosen) tags.add(chosen);
  return [...tags].sort((one, other) => one.localeCompare(other)).slice(0, 200);
}
