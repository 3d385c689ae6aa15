import { maxTagsPerPhoto, textLimits } from '@vitrine/contract/limits.ts';
import type { KeyboardEvent } from 'react';
import { messages } from '../../app/messages.ts';
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
  const add = (text: string) => {
    const added = text
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean);
    onType('');
    if (added.length === 0) return;
    const byKey = new Map([...tags, ...added].map((tag) => [tag.normalize('NFC').toLowerCase(), tag]));
    onChange([...byKey.values()].slice(0, maxTagsPerPhoto));
  };
  const onKeyDown = (event: KeyboardEvent) => {
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
        error={error}
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
