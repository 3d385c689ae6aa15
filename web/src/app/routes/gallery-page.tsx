import { useSession } from '../../api/session.ts';
import { Library } from '../../features/library/library.tsx';
import { useLibraryFilter } from '../../features/library/library-filters.tsx';
import { useFormat } from '../../shared/i18n/format.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { libraryMessages } from '../../shared/i18n/messages-library.ts';
import { profileMessages } from '../../shared/i18n/messages-profile.ts';
import { useTitle, useUrlQuery } from '../../shared/page-hooks.ts';
import { useUploads } from '../../shared/upload-context.tsx';
import { Button, ButtonLink } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import { Notice } from '../../ui/notice.tsx';
import toolbarStyles from '../../ui/scrolling-toolbar.module.css';
import { PageHeading } from '../page-heading.tsx';
import styles from './gallery-page.module.css';

export function GalleryPage() {
  const account = useSession();
  const uploads = useUploads();
  const format = useFormat();
  const { filter, change, url, isFiltered } = useLibraryFilter();
  const isUploading = useUrlQuery().has('upload');
  useTitle(libraryMessages.library.title);
  const note = account && (
    <>
      {profileMessages.profile.photoCount(account.photoCount, format.number(account.photoCount))}
      {' · '}
      {libraryMessages.library.stored(format.bytes(account.storedBytes), format.bytes(account.quotaBytes))}
    </>
  );
  return (
    <PageHeading
      title={libraryMessages.library.title}
      note={note}
      actions={
        <div className={classNames(toolbarStyles.toolbar, styles.actions)}>
          <ButtonLink look="plain" icon="album" href="/me/albums">
            {messages.header.albums}
          </ButtonLink>
          <ButtonLink look="plain" icon="trash" href="/me/trash">
            {messages.header.trash}
          </ButtonLink>
          {/* An empty library offers this in its own notice. */}
          {account?.photoCount !== 0 && (
            <Button look="plain" icon="folder" className={styles.folder} onClick={uploads.pickFolder}>
              {libraryMessages.library.uploadFolder}
            </Button>
          )}
        </div>
      }
    >
      {/* An empty library offers this in its own notice. */}
      {isUploading && account?.photoCount !== 0 && (
        <Notice
          icon="upload"
          title={libraryMessages.library.uploadTitle}
          text={libraryMessages.library.emptyText}
        >
          <Button look="primary" icon="upload" onClick={uploads.pickFiles}>
            {libraryMessages.library.chooseFiles}
          </Button>
          <Button icon="folder" onClick={uploads.pickFolder}>
            {libraryMessages.library.uploadFolder}
          </Button>
        </Notice>
      )}
      <Library url={url} filter={filter} isFiltered={isFiltered} onFilter={change} />
    </PageHeading>
  );
}
