import { maxTagsPerPhoto, textLimits } from '@vitrine/contract/limits.ts';
import type { KeyboardEvent } from 'react';
import { messages } from '../../app/messages.ts';
import { addTagsTo, readTags } from '../../app/tags.ts';
import { Icon } from '../../ui/icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './tag-input.module.css';

type TagInputProps = {
  tags: readonly string[];
  /** What is in the field and not a tag yet. */
  typed: string;
  onType: (text: string) => void;
  onChange: (tags: string[]) => void;
  error?: string | undefined;
};

export function TagInput({ tags, typed, onType, onChange, error }: TagInputProps) {
  const isTooMuch = addTagsTo(tags, readTags(typed)).length > maxTagsPerPhoto;
  const add = (text: string) => {
    const all = addTagsTo(tags, readTags(text));
    // What there is no room for stays in the field, to be seen.
    if (all.length > maxTagsPerPhoto) return onType(text);
    onType('');
    if (all.length > tags.length) onChange(all);
  };
  const onKeyDown = (event: KeyboardEvent) => {
    // The key is the input method's: it confirms part of a word.
    if (event.nativeEvent.isComposing) return;
    if (event.key === 'Enter' && typed.trim()) {
      event.preventDefault();
      add(typed);
    }
    if (event.key === 'Backspace' && !typed) onChange(tags.slice(0, -1));
  };
  return (
    <div className={styles.frame}>
      <TextField
        label={messages.edit.tags}
        hint={messages.edit.tagsHint}
        value={typed}
        maxLength={textLimits.tag}
        autoCapitalize="none"
        enterKeyHint="done"
        error={isTooMuch ? messages.edit.tooManyTags : error}
        onKeyDown={onKeyDown}
        onChange={(event) =>
          event.target.value.includes(',') ? add(event.target.value) : onType(event.target.value)
        }
        onBlur={() => add(typed)}
      />
      {tags.length > 0 && (
        <ul className={styles.tags} aria-label={messages.edit.tags}>
          {tags.map((tag) => (
            <li key={tag} className={styles.tag}>
              <bdi>{tag}</bdi>
              <button
                type="button"
                className={styles.remove}
                aria-label={messages.edit.removeTag(tag)}
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
