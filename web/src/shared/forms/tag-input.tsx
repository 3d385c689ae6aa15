import { useQuery } from '@tanstack/react-query';
import { maxTagsPerPhoto, textLimits } from '@vitrine/contract/limits.ts';
import { type KeyboardEvent, useId, useState } from 'react';
import { classNames } from '../../ui/class-names.ts';
import { Icon } from '../../ui/icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { photoMessages } from '../i18n/messages-photo.ts';
import styles from './tag-input.module.css';
import { addTagsTo, ownTagsQuery, readTags, suggestTags } from './tags.ts';

type TagInputProps = {
  label: string;
  tags: readonly string[];
  /** The text in the field that is not yet a tag. */
  typed: string;
  onType: (text: string) => void;
  onChange: (tags: string[]) => void;
  error?: string | undefined;
};

/** A list of tags with a field to add more, which suggests tags of the user's other photos. */
export function TagInput({ label, tags, typed, onType, onChange, error }: TagInputProps) {
  const { data: known = [] } = useQuery(ownTagsQuery);
  const [isClosed, setIsClosed] = useState(false);
  const [chosen, setChosen] = useState(-1);
  const listId = useId();
  const suggestions = isClosed ? [] : suggestTags(known, tags, typed);
  const isTooMuch = addTagsTo(tags, readTags(typed)).length > maxTagsPerPhoto;

  const type = (text: string) => {
    setIsClosed(false);
    setChosen(-1);
    onType(text);
  };
  const add = (text: string) => {
    const all = addTagsTo(tags, readTags(text));
    // Text beyond the limit stays in the field, where the user sees it.
    if (all.length > maxTagsPerPhoto) return onType(text);
    type('');
    if (all.length > tags.length) onChange(all);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The input method uses the key to confirm part of a word.
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step && suggestions.length > 0) {
      event.preventDefault();
      const count = suggestions.length + 1;
      setChosen(((chosen + 1 + step + count) % count) - 1);
    }
    if (event.key === 'Escape' && suggestions.length > 0) {
      event.preventDefault();
      event.stopPropagation();
      setIsClosed(true);
    }
    if (event.key === 'Enter' && typed.trim()) {
      event.preventDefault();
      add(suggestions[chosen] ?? typed);
    }
    if (event.key === 'Backspace' && !typed) onChange(tags.slice(0, -1));
  };
  const optionId = (index: number) => `${listId}-${index}`;
  return (
    <div className={styles.frame}>
      <div className={styles.field}>
        <TextField
          label={label}
          hint={photoMessages.edit.tagsHint}
          value={typed}
          maxLength={textLimits.tag}
          autoCapitalize="none"
          autoComplete="off"
          enterKeyHint="done"
          role="combobox"
          aria-autocomplete="list"
          aria-expanded={suggestions.length > 0}
          aria-controls={listId}
          aria-activedescendant={chosen >= 0 ? optionId(chosen) : undefined}
          error={isTooMuch ? photoMessages.edit.tooManyTags : error}
          onKeyDown={onKeyDown}
          onChange={({ target }) => (target.value.includes(',') ? add(target.value) : type(target.value))}
          // The text stays: saving the form turns it into a tag.
          onBlur={() => setIsClosed(true)}
          onFocus={() => setIsClosed(false)}
        />
        <div
          id={listId}
          role="listbox"
          aria-label={photoMessages.edit.suggestions}
          className={styles.suggestions}
          hidden={suggestions.length === 0}
        >
          {suggestions.map((tag, index) => (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field that keeps the focus handles the keys
            <div
              key={tag}
              id={optionId(index)}
              role="option"
              tabIndex={-1}
              aria-selected={index === chosen}
              className={classNames(styles.suggestion, index === chosen && styles.chosen)}
              // Keep the focus in the field.
              onPointerDown={(event) => event.preventDefault()}
              onClick={() => add(tag)}
            >
              <bdi>{tag}</bdi>
            </div>
          ))}
        </div>
      </div>
      {tags.length > 0 && (
        <ul className={styles.tags} aria-label={label}>
          {tags.map((tag) => (
            <li key={tag} className={styles.tag}>
              <bdi>{tag}</bdi>
              <button
                type="button"
                className={styles.remove}
                aria-label={photoMessages.edit.removeTag(tag)}
                onClick={() => onChange(tags.filter((other) => other !== tag))}
              >
                <Icon name="close" size={14} />
              </button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}
