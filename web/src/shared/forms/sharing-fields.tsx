import type { UploadDefaults } from '../../api/types.ts';
import { Checkbox, RadioGroup } from '../../ui/checkbox-radio.tsx';
import { messages } from '../i18n/messages.ts';
import { sharingMessages } from '../i18n/messages-sharing.ts';

type SharingFieldsProps = {
  value: UploadDefaults;
  onChange: (value: UploadDefaults) => void;
};

/** The narrowest comes first, for people who do not read on. */
const choices = ['private', 'unlisted', 'public'] as const;

/** Fields for the visibility of photos and the download of originals. */
export function SharingFields({ value, onChange }: SharingFieldsProps) {
  return (
    <>
      <RadioGroup
        label={sharingMessages.visibility}
        value={value.visibility}
        onChange={(visibility) => onChange({ ...value, visibility })}
        options={choices.map((visibility) => ({
          value: visibility,
          label: messages.photo.visibility[visibility],
          hint: sharingMessages.visibilityHint[visibility],
        }))}
      />
      <Checkbox
        label={sharingMessages.allowDownload}
        checked={value.allowDownload}
        onChange={(event) => onChange({ ...value, allowDownload: event.target.checked })}
      />
    </>
  );
}

export const privateSharing: UploadDefaults = { visibility: 'private', allowDownload: false };
