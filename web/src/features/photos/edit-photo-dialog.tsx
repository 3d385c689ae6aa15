import { maxTagsPerPhoto, textLimits } from '@vitrine/contract/limits.ts';
import { useState } from 'react';
import type { Photo } from '../../api/types.ts';
import { sortProblem } from '../../shared/forms/field-problems.ts';
import { TagInput } from '../../shared/forms/tag-input.tsx';
import { addTagsTo, readTags } from '../../shared/forms/tags.ts';
import { visibilities } from '../../shared/forms/visibilities.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { Checkbox, RadioGroup } from '../../ui/choice.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { useToast } from '../../ui/toast.tsx';
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

export function EditPhotoDialog({ photo, onClose }: EditPhotoDialogProps) {
  const toast = useToast();
  // What it was when the form opened: the page behind it already shows the change.
  const [before] = useState(photo);
  const change = useChangePhoto(photo.id, before);
  const [draft, setDraft] = useState<Required<PhotoChange>>(() => pick(photo));
  const [typedTag, setTypedTag] = useState('');
  const { fields, rest } = sortProblem(change.error, names);
  const wanted = { ...draft, tags: addTagsTo(draft.tags, readTags(typedTag)) };
  const changed = names.filter((name) => String(wanted[name]) !== String(before[name]));
  const set = (part: PhotoChange) => setDraft((now) => ({ ...now, ...part }));

  const save = () => {
    // The field says so.
    if (wanted.tags.length > maxTagsPerPhoto) return;
    if (changed.length === 0) return onClose();
    const body: PhotoChange = Object.fromEntries(changed.map((name) => [name, wanted[name]]));
    change.mutate(body, {
      onSuccess: () => {
        toast({ text: photoMessages.edit.saved });
        onClose();
      },
    });
  };

  return (
    <FormDialog
      title={photoMessages.edit.title}
      place="side"
      submit={messages.app.save}
      isBusy={change.isPending}
      isChanged={changed.length > 0}
      problem={rest}
      onSubmit={save}
      onClose={onClose}
    >
      <TextField
        label={photoMessages.edit.photoTitle}
        value={draft.title}
        maxLength={textLimits.title}
        error={fields.title}
        onChange={(event) => set({ title: event.target.value })}
      />
      <TextArea
        label={photoMessages.edit.description}
        value={draft.description}
        maxLength={textLimits.description}
        error={fields.description}
        onChange={(event) => set({ description: event.target.value })}
      />
      <TextArea
        label={photoMessages.edit.altText}
        hint={photoMessages.edit.altTextHint}
        value={draft.altText}
        maxLength={textLimits.description}
        error={fields.altText}
        onChange={(event) => set({ altText: event.target.value })}
      />
      <TagInput
        label={photoMessages.edit.tags}
        tags={draft.tags}
        typed={typedTag}
        error={fields.tags}
        onType={setTypedTag}
        onChange={(tags) => set({ tags })}
      />
      <RadioGroup
        label={photoMessages.edit.visibility}
        value={draft.visibility}
        onChange={(visibility) => set({ visibility })}
        options={visibilities.map((value) => ({
          value,
          label: messages.photo.visibility[value],
          hint: photoMessages.photo.visibilityHint[value],
        }))}
      />
      <div>
        <Checkbox
          label={photoMessages.edit.showPlace}
          checked={draft.showPlace}
          onChange={(event) => set({ showPlace: event.target.checked })}
        />
        <Checkbox
          label={photoMessages.edit.allowDownload}
          checked={draft.allowDownload}
          onChange={(event) => set({ allowDownload: event.target.checked })}
        />
      </div>
    </FormDialog>
  );
}

function pick(photo: Photo): Required<PhotoChange> {
  const { title, description, altText, tags, visibility, showPlace, allowDownload } = photo;
  return { title, description, altText, tags, visibility, showPlace, allowDownload };
}
