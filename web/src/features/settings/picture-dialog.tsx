import { useState } from 'react';
import type { Photo } from '../../api/types.ts';
import type { AvatarCrop } from '../../api/use-change-account.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { PhotoPicker } from '../../shared/selection/photo-picker.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { CropPicture } from './crop-picture.tsx';

type PictureDialogProps = { onChoose: (photoId: string, crop: AvatarCrop) => void; onClose: () => void };

const none: ReadonlySet<string> = new Set();

/** First the photo, then the part of it. */
export function PictureDialog({ onChoose, onClose }: PictureDialogProps) {
  const [photo, setPhoto] = useState<Photo>();
  return (
    <Dialog title={photo ? settingsMessages.cropTitle : settingsMessages.pictureTitle} onClose={onClose}>
      {photo ? (
        <CropPicture
          photo={photo}
          onBack={() => setPhoto(undefined)}
          onCrop={(crop) => onChoose(photo.id, crop)}
        />
      ) : (
        <PhotoPicker chosen={none} onToggle={setPhoto} />
      )}
    </Dialog>
  );
}
