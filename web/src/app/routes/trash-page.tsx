import { Trash } from '../../features/trash/trash.tsx';
import { galleryMessages } from '../../shared/i18n/messages-gallery.ts';
import { useTitle } from '../../shared/use-title.ts';
import { PageHeading } from '../page-heading.tsx';

export function TrashPage() {
  useTitle(galleryMessages.trash.title);
  return (
    <PageHeading title={galleryMessages.trash.title} note={galleryMessages.trash.text}>
      <Trash />
    </PageHeading>
  );
}
