import { Trash } from '../../features/trash/trash.tsx';
import { messages } from '../messages.ts';
import { PageHeading } from '../page-heading.tsx';
import { useTitle } from '../use-title.ts';

export function TrashPage() {
  useTitle(messages.trash.title);
  return (
    <PageHeading title={messages.trash.title} note={messages.trash.text}>
      <Trash />
    </PageHeading>
  );
}
