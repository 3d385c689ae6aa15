import { Trash } from '../../features/trash/trash.tsx';
import { libraryMessages } from '../../shared/i18n/messages-library.ts';
import { useTitle } from '../../shared/page-hooks.ts';
import { PageHeading } from '../page-heading.tsx';

export function TrashPage() {
  useTitle(libraryMessages.trash.title);
  return (
    <PageHeading title={libraryMessages.trash.title} note={libraryMessages.trash.text}>
      <Trash />
    </PageHeading>
  );
}
