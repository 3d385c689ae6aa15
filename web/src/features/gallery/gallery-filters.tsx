import { useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import { ownTagsQuery } from '../../shared/forms/own-tags-query.ts';
import { visibilities } from '../../shared/forms/visibilities.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { galleryMessages } from '../../shared/i18n/messages-gallery.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import oneLine from '../../ui/one-line.module.css';
import styles from './gallery-filters.module.css';
import { Select } from './select.tsx';
import { type GalleryFilter, statuses } from './use-gallery-filter.ts';

type GalleryFiltersProps = {
  filter: GalleryFilter;
  isFiltered: boolean;
  onFilter: (changes: Partial<GalleryFilter>) => void;
};

const words = galleryMessages.gallery;

export function GalleryFilters({ filter, isFiltered, onFilter }: GalleryFiltersProps) {
  const { data: own } = useQuery(ownTagsQuery);
  const tags = useMemo(() => choicesOf(own ?? [], filter.tag), [own, filter.tag]);
  return (
    <fieldset className={classNames(oneLine.line, styles.filters)} aria-label={words.filters}>
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

/** In the reader's order, with the one that is chosen even where it is not among them. */
function choicesOf(own: readonly string[], chosen: string): string[] {
  const tags = new Set(own);
  if (chosen) tags.add(chosen);
  return [...tags].sort((one, other) => one.localeCompare(other));
}
