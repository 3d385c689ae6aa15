import { textLimits } from '@vitrine/contract/limits.ts';
import { type FormEvent, useId, useState } from 'react';
import type { Photo, Visibility } from '../../api/types.ts';
import { sortProblem } from '../../app/field-problems.ts';
import { messages } from '../../app/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Checkbox, RadioGroup } from '../../ui/choice.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { useToast } from '../../ui/toast.tsx';
import styles from './edit-photo-dialog.module.css';
import { TagInput } from './tag-input.tsx';
import { type PhotoChange, useChangePhoto } from './use-change-photo.ts';

type EditPhotoDialogProps = { photo: Photo; onClose: () => void };

const names = [
  'title',
  'description',
  'altText',
  'tags',
  'visibility',
  'showPlace',
  'allowDownload',
] as const;
const visibilities: Visibility[] = ['public', 'unlisted', 'private'];

export function EditPhotoDialog({ photo, onClose }: EditPhotoDialogProps) {
  const formId = useId();
  const toast = useToast();
  const change = useChangePhoto(photo.id);
  // What it was when the form opened: the page behind it already shows the change.
  const [before] = useState(photo);
  const [draft, setDraft] = useState<Required<PhotoChange>>(() => pick(photo));
  const { fields, rest } = sortProblem(change.error, names);
  const set = (part: PhotoChange) => setDraft((now) => ({ ...now, ...part }));

  const save = (event: FormEvent) => {
    event.preventDefault();
    const changed = names.filter((name) => String(draft[name]) !== String(before[name]));
    if (changed.length === 0) return onClose();
    const body: PhotoChange = Object.fromEntries(changed.map((name) => [name, draft[name]]));
    change.mutate(body, {
      onSuccess: () => {
        toast({ text: messages.edit.saved });
        onClose();
      },
    });
  };

  const actions = (
    <>
      <Button look="plain" onClick={onClose}>
        {messages.app.cancel}
      </Button>
      <Button look="primary" type="submit" form={formId} busy={change.isPending}>
        {messages.app.save}
      </Button>
    </>
  );
  return (
    <Dialog title={messages.edit.title} place="side" onClose={onClose} actions={actions}>
      <form id={formId} className={styles.form} onSubmit={save} noValidate>
        <TextField
          label={messages.edit.photoTitle}
          value={draft.title}
          maxLength={textLimits.title}
          error={fields.title}
          onChange={(event) => set({ title: event.target.value })}
        />
        <TextArea
          label={messages.edit.description}
          value={draft.description}
          maxLength={textLimits.description}
          error={fields.description}
          onChange={(event) => set({ description: event.target.value })}
        />
        <TextArea
          label={messages.edit.altText}
          hint={messages.edit.altTextHint}
          value={draft.altText}
          maxLength={textLimits.description}
          error={fields.altText}
          onChange={(event) => set({ altText: event.target.value })}
        />
        <TagInput tags={draft.tags} error={fields.tags} onChange={(tags) => set({ tags })} />
        <RadioGroup
          label={messages.edit.visibility}
          value={draft.visibility}
          onChange={(visibility) => set({ visibility })}
          options={visibilities.map((value) => ({
            value,
            label: messages.photo.visibility[value],
            hint: messages.photo.visibilityHint[value],
          }))}
        />
        <div>
          <Checkbox
            label={messages.edit.showPlace}
            checked={draft.showPlace}
            onChange={(event) => set({ showPlace: event.target.checked })}
          />
          <Checkbox
            label={messages.edit.allowDownload}
            checked={draft.allowDownload}
            onChange={(event) => set({ allowDownload: event.target.checked })}
          />
        </div>
        <div role="alert">{rest && <p className={styles.problem}>{rest}</p>}</div>
      </form>
    </Dialog>
  );
}

function pick(photo: Photo): Required<PhotoChange> {
  const { title, description, altText, tags, visibility, showPlace, allowDownload } = photo;
  return { title, description, altText, tags, visibility, showPlace, allowDownload };
}
