import type { Album, Photo } from '../../api/types.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { sharingMessages } from '../i18n/messages-sharing.ts';
import { useFormat } from '../i18n/use-format.ts';
import { countWithheld, describeWithheld, sumOf } from './count-withheld.ts';
import { useShowWithheld } from './use-show-withheld.ts';

type WithheldDialogProps = {
  album: Album;
  /** Only these are asked about: what was in the album before was decided before. */
  photos?: readonly Photo[] | undefined;
  onClose: () => void;
};

/** Asks whether photos that others would not find in an album are to be as visible as the album. */
export function WithheldDialog({ album, photos, onClose }: WithheldDialogProps) {
  const show = useShowWithheld(album);
  const format = useFormat();
  const counts = photos ? countWithheld(album, photos) : album.withheld;
  if (!counts || sumOf(counts) === 0 || album.visibility === 'private') return null;
  return (
    <Dialog
      title={sharingMessages.withheldTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{sharingMessages.keepHidden}</Button>
          <Button
            look="primary"
            busy={show.isPending}
            onClick={() => show.mutate(photos, { onSettled: onClose })}
          >
            {sharingMessages.showWithheld[album.visibility]}
          </Button>
        </>
      }
    >
      <p>{describeWithheld(counts, format)}</p>
    </Dialog>
  );
}
