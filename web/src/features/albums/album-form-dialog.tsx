import { textLimits } from '@vitrine/contract/limits.ts';
import { useId, useState } from 'react';
import type { Album, Visibility } from '../../api/types.ts';
import { sortProblem } from '../../app/field-problems.ts';
import { messages } from '../../app/messages.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import styles from './album-dialogs.module.css';

export type AlbumWords = Pick<Album, 'title' | 'description' | 'visibility'>;

type AlbumFormDialogProps = {
  title: string;
  album?: AlbumWords;
  isBusy: boolean;
  error: unknown;
  onClose: () => void;
  onSave: (words: AlbumWords) => void;
};

const words = messages.albums;
const choices: readonly Visibility[] = ['public', 'unlisted', 'private'];

export function AlbumFormDialog({ title, album, isBusy, error, onClose, onSave }: AlbumFormDialogProps) {
  const formId = useId();
  const [name, setName] = useState(album?.title ?? '');
  const [description, setDescription] = useState(album?.description ?? '');
  const [visibility, setVisibility] = useState<Visibility>(album?.visibility ?? 'public');
  const { fields, rest } = sortProblem(error, ['title', 'description']);
  return (
    <Dialog
      title={title}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{messages.app.cancel}</Button>
          <Button look="primary" type="submit" form={formId} busy={isBusy}>
            {messages.app.save}
          </Button>
        </>
      }
    >
      <form
        id={formId}
        className={styles.form}
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          if (!isBusy) onSave({ title: name, description, visibility });
        }}
      >
        <TextField
          label={words.name}
          value={name}
          maxLength={textLimits.title}
          error={fields.title}
          onChange={(event) => setName(event.target.value)}
        />
        <TextArea
          label={words.description}
          value={description}
          maxLength={textLimits.description}
          error={fields.description}
          onChange={(event) => setDescription(event.target.value)}
        />
        <RadioGroup
          label={words.visibility}
          value={visibility}
          onChange={setVisibility}
          options={choices.map((value) => ({
            value,
            label: messages.photo.visibility[value],
            hint: words.visibilityHint[value],
          }))}
        />
        <p role="alert" className={styles.problem}>
          {rest}
        </p>
      </form>
    </Dialog>
  );
}
