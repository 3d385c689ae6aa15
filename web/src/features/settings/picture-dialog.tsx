import { settingsMessages } from '../../app/messages-settings.ts';
import { PhotoPicker } from '../../app/selection/photo-picker.tsx';
import { Dialog } from '../../ui/dialog.tsx';

type PictureDialogProps = { onChoose: (photoId: string) => void; onClose: () => void };

const none: ReadonlySet<string> = new Set();

export function PictureDialog({ onChoose, onClose }: PictureDialogProps) {
  return (
    <Dialog title={settingsMessages.pictureTitle} onClose={onClose}>
      <PhotoPicker chosen={none} onToggle={({ id }) => onChoose(id)} />
    </Dialog>
  );
}
