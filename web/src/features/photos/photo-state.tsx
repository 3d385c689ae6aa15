import type { Photo } from '../../api/types.ts';
import { photoMessages } from '../../shared/i18n/messages-photo.ts';
import { Notice } from '../../ui/notice.tsx';
import { Spinner } from '../../ui/spinner.tsx';

/** In place of a picture that is not there, or not yet. */
export function PhotoState({
  photo,
}: {
  photo: Photo & { status: 'uploading' | 'processing' | 'rejected' };
}) {
  const { state, stateText } = photoMessages.photo;
  return (
    <div role="status">
      <Notice
        icon={photo.status === 'rejected' ? 'warning' : 'gallery'}
        title={state[photo.status]}
        text={photo.statusReason || stateText[photo.status]}
      >
        {photo.status === 'processing' && <Spinner />}
      </Notice>
    </div>
  );
}
