import { maxTagsPerPhoto, textLimits } from '@vitrine/contract/limits.ts';
import { type KeyboardEvent, useState } from 'react';
import { messages } from '../../app/messages.ts';
import { Icon } from '../../ui/icon.tsx';
import { TextField } from '../../ui/text-field.tsx';
import styles from './tag-input.module.css';

type TagInputProps = {
  tags: readonly string[];
  onChange: (tags: string[]) => void;
  error?: string | undefined;
};

export function TagInput({ tags, onChange, error }: TagInputProps) {
  const [text, setText] = useState('');
  const add = (typed: string) => {
    const added = typed
      .split(',')
      .map((tag) => tag.trim())
      .filter(Boolean);
    setText('');
    if (added.length === 0) return;
    const byKey = new Map([...tags, ...added].map((tag) => [tag.normalize('NFC').toLowerCase(), tag]));
    onChange([...byKey.values()].slice(0, maxTagsPerPhoto));
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Enter' && text.trim()) {
      event.preventDefault();
      add(text);
    }
    if (event.key === 'Backspace' && !text) onChange(tags.slice(0, -1));
  };
  return (
    <div className={styles.frame}>
      <TextField
        label={messages.edit.tags}
        hint={messages.edit.tagsHint}
        value={text}
        maxLength={textLimits.tag}
        autoCapitalize="none"
        enterKeyHint="done"
        error={error}
        onKeyDown={onKeyDown}
        onChange={(event) =>
          event.target.value.includes(',') ? add(event.target.value) : setText(event.target.value)
        }
        onBlur={() => add(text)}
      />
      {tags.length > 0 && (
        <ul className={styles.tags} aria-label={messages.edit.tags}>
          {tags.map((tag) => (
            <li key={tag} className={styles.tag}>
              {tag}
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
