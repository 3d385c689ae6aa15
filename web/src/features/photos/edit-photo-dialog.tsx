import { maxTagsPerPhoto, textLimits } from '@vitrine/contract/limits.ts';
import { Fragment, type ReactNode, useState } from 'react';
import type { Photo } from '../../api/types.ts';
import { visibilities } from '../../api/types.ts';
import { splitProblem } from '../../shared/errors/problem-text.ts';
import { TagInput } from '../../shared/forms/tag-input.tsx';
import { addTagsTo, readTags } from '../../shared/forms/tags.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { Checkbox, RadioGroup } from '../../ui/checkbox-radio.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextArea, TextField } from '../../ui/text-field.tsx';
import { useToast } from '../../ui/toast.tsx';
import { editableFields, type PhotoChange, useChangePhoto } from './use-change-photo.ts';

type EditPhotoDialogProps = { photo: Photo; onClose: () => void };

export function EditPhotoDialog({ photo, onClose }: EditPhotoDialogProps) {
  const toast = useToast();
  // The photo when the form opened: the page behind the dialog shows changes at once.
  const [before] = useState(photo);
  const change = useChangePhoto(photo.id, before);
  const [draft, setDraft] = useState<Required<PhotoChange>>(() => pickEditableFields(photo));
  const [typedTag, setTypedTag] = useState('');
  const { fields, general: rest } = splitProblem(change.error, editableFields);
  const edited = { ...draft, tags: addTagsTo(draft.tags, readTags(typedTag)) };
  const changed = editableFields.filter((name) => String(edited[name]) !== String(before[name]));
  const set = (part: PhotoChange) => setDraft((now) => ({ ...now, ...part }));

  const save = () => {
    // The tag field shows this error.
    if (edited.tags.length > maxTagsPerPhoto) return;
    if (changed.length === 0) return onClose();
    const body: PhotoChange = Object.fromEntries(changed.map((name) => [name, edited[name]]));
    change.mutate(body, {
      onSuccess: () => {
        toast({ text: photoMessages.edit.saved });
        onClose();
      },
    });
  };

  // Lists every editable field, so that a new one is a compile error until it has an input.
  const { showPlace, allowDownload, ...inputs } = {
    title: (
      <TextField
        label={photoMessages.edit.photoTitle}
        value={draft.title}
        maxLength={textLimits.title}
        error={fields.title}
        onChange={(event) => set({ title: event.target.value })}
      />
    ),
    description: (
      <TextArea
        label={photoMessages.edit.description}
        value={draft.description}
        maxLength={textLimits.description}
        error={fields.description}
        onChange={(event) => set({ description: event.target.value })}
      />
    ),
    altText: (
      <TextArea
        label={photoMessages.edit.altText}
        hint={photoMessages.edit.altTextHint}
        value={draft.altText}
        maxLength={textLimits.description}
        error={fields.altText}
        onChange={(event) => set({ altText: event.target.value })}
      />
    ),
    tags: (
      <TagInput
        label={photoMessages.edit.tags}
        tags={draft.tags}
        typed={typedTag}
        error={fields.tags}
        onType={setTypedTag}
        onChange={(tags) => set({ tags })}
      />
    ),
    visibility: (
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
    ),
    showPlace: (
      <Checkbox
        label={photoMessages.edit.showPlace}
        checked={draft.showPlace}
        onChange={(event) => set({ showPlace: event.target.checked })}
      />
    ),
    allowDownload: (
      <Checkbox
        label={photoMessages.edit.allowDownload}
        checked={draft.allowDownload}
        onChange={(event) => set({ allowDownload: event.target.checked })}
      />
    ),
  } satisfies Record<keyof PhotoChange, ReactNode>;

  return (
    <FormDialog
      title={photoMessages.edit.title}
      placement="side"
      submit={messages.app.save}
      isBusy={change.isPending}
      isChanged={changed.length > 0}
      problem={rest}
      onSubmit={save}
      onClose={onClose}
    >
      {Object.entries(inputs).map(([name, input]) => (
        <Fragment key={name}>{input}</Fragment>
      ))}
      <div>
        {showPlace}
        {allowDownload}
      </div>
    </FormDialog>
  );
}

function pickEditableFields(photo: Photo): Required<PhotoChange> {
  return Object.fromEntries(editableFields.map((name) => [name, photo[name]])) as Required<PhotoChange>;
}
