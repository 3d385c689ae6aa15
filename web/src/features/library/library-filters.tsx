import { useQuery } from '@tanstack/react-query';
import { listAddress } from '@vitrine/contract/pages.ts';
import { useMemo } from 'react';
import { useLocation } from 'wouter';
import type { Photo, Visibility } from '../../api/types.ts';
import { visibilities } from '../../api/types.ts';
import { ownTagsQuery } from '../../shared/forms/tags.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { libraryMessages } from '../../shared/i18n/messages-library.ts';
import { useUrlQuery } from '../../shared/page-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/icon.tsx';
import toolbarStyles from '../../ui/scrolling-toolbar.module.css';
import styles from './library-filters.module.css';
import selectStyles from './select.module.css';

/** An empty string means no filter. */
export type LibraryFilter = { status: Photo['status'] | ''; visibility: Visibility | ''; tag: string };

const statuses = ['ready', 'processing', 'uploading', 'rejected'] as const;

/** Reads the library's filter from the page's URL and changes it there. */
export function useLibraryFilter() {
  const query = useUrlQuery();
  const [path, navigate] = useLocation();
  const filter: LibraryFilter = {
    status: statuses.find((status) => status === query.get('status')) ?? '',
    visibility: visibilities.find((visibility) => visibility === query.get('visibility')) ?? '',
    tag: query.get('tag') ?? '',
  };
  const change = (changes: Partial<LibraryFilter>) => {
    const next = new URLSearchParams();
    for (const [name, value] of Object.entries({ ...filter, ...changes })) if (value) next.set(name, value);
    navigate(next.size > 0 ? `${path}?${next}` : path);
  };
  return {
    filter,
    change,
    url: listAddress('/me/photos', filter),
    isFiltered: Object.values(filter).some(Boolean),
  };
}

type LibraryFiltersProps = {
  filter: LibraryFilter;
  isFiltered: boolean;
  onFilter: (changes: Partial<LibraryFilter>) => void;
};

const words = libraryMessages.library;

export function LibraryFilters({ filter, isFiltered, onFilter }: LibraryFiltersProps) {
  const { data: own } = useQuery(ownTagsQuery);
  const tags = useMemo(() => choicesOf(own ?? [], filter.tag), [own, filter.tag]);
  return (
    <fieldset className={classNames(toolbarStyles.toolbar, styles.filters)} aria-label={words.filters}>
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

/** Returns the tags in the reader's alphabetical order, with the chosen one even if no photo has it. */
function choicesOf(own: readonly string[], chosen: string): string[] {
  const tags = new Set(own);
  if (chosen) tags.add(chosen);
  return [...tags].sort((one, other) => one.localeCompare(other));
}

type SelectProps<Value extends string> = {
  label: string;
  value: Value;
  options: readonly { value: Value; label: string }[];
  onChange: (value: Value) => void;
};

/** A select as wide as its chosen option. */
function Select<Value extends string>({ label, value, options, onChange }: SelectProps<Value>) {
  return (
    <span className={selectStyles.frame} data-chosen={value !== '' || undefined}>
      <select
        aria-label={label}
        className={selectStyles.select}
        value={value}
        onChange={(event) => {
          const chosen = options.find((option) => option.value === event.target.value);
          if (chosen) onChange(chosen.value);
        }}
      >
        {options.map((option) => (
          <option key={option.value} value={option.value}>
            {option.label}
          </option>
        ))}
      </select>
      <Icon name="down" size={16} />
    </span>
  );
}
