import { Trash } from '../../features/trash/trash.tsx';
import { galleryMessages } from '../messages-gallery.ts';
import { PageHeading } from '../page-heading.tsx';
import { useTitle } from '../use-title.ts';

export function TrashPage() {
  useTitle(galleryMessages.trash.title);
  return (
    <PageHeading title={galleryMessages.trash.title} note={galleryMessages.trash.text}>
      <Trash />
    </PageHeading>
  );
}
