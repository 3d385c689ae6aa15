import { textLimits } from '@vitrine/contract/limits.ts';
import { useState } from 'react';
import { useSession } from '../../api/session.ts';
import type { Album, Visibility } from '../../api/types.ts';
import { visibilities } from '../../api/types.ts';
import { splitProblem } from '../../shared/errors/problem-text.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { albumMessages } from '../../shared/i18n/messages-albums.ts';
import { RadioGroup } from '../../ui/checkbox-radio.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';

export type AlbumDraft = Pick<Album, 'title' | 'description' | 'visibility'>;

type AlbumFormDialogProps = {
  title: string;
  album?: AlbumDraft;
  isBusy: boolean;
  error: unknown;
  onClose: () => void;
  onSave: (words: AlbumDraft) => void;
};

const words = albumMessages;

export function AlbumFormDialog({ title, album, isBusy, error, onClose, onSave }: AlbumFormDialogProps) {
  const account = useSession();
  const [before] = useState<AlbumDraft>(
    album ?? { title: '', description: '', visibility: account?.uploadDefaults?.visibility ?? 'private' },
  );
  const [name, setName] = useState(before.title);
  const [description, setDescription] = useState(before.description);
  const [visibility, setVisibility] = useState<Visibility>(before.visibility);
  const { fields, general: rest } = splitProblem(error, ['title', 'description']);
  const isChanged =
    name !== before.title || description !== before.description || visibility !== before.visibility;
  return (
    <FormDialog
      title={title}
      submit={messages.app.save}
      isBusy={isBusy}
      isChanged={isChanged}
      problem={rest}
      onSubmit={() => onSave({ title: name, description, visibility })}
      onClose={onClose}
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
        options={visibilities.map((value) => ({
          value,
          label: messages.photo.visibility[value],
          hint: words.visibilityHint[value],
        }))}
      />
    </FormDialog>
  );
}
