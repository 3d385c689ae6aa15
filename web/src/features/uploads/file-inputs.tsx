import { type ChangeEvent, type RefObject, useEffect, useState } from 'react';
import { useSession } from '../../api/use-session.ts';
import { messages } from '../../shared/i18n/messages.ts';

type FileInputsProps = {
  fileInput: RefObject<HTMLInputElement | null>;
  folderInput: RefObject<HTMLInputElement | null>;
  onFiles: (files: readonly File[]) => void;
};

// React's types do not know the attribute, which every browser does.
const asFolder = { webkitdirectory: '' };

/** What buttons open the browser's dialogs with. */
export function FileInputs({ fileInput, folderInput, onFiles }: FileInputsProps) {
  const take = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    onFiles([...(currentTarget.files ?? [])]);
    // Lets the same files be picked again.
    currentTarget.value = '';
  };
  const isMember = Boolean(useSession());
  const [accept, setAccept] = useState<string>();
  // Visitors, who load the page first, need no list of file names.
  useEffect(() => {
    if (!isMember) return;
    import('./accepted-files.ts').then(
      ({ acceptedFiles }) => setAccept(acceptedFiles),
      () => undefined,
    );
  }, [isMember]);
  return (
    <>
      <input
        ref={fileInput}
        type="file"
        hidden
        multiple
        accept={accept}
        aria-label={messages.uploads.fileInput}
        onChange={take}
      />
      <input
        ref={folderInput}
        type="file"
        hidden
        multiple
        {...asFolder}
        aria-label={messages.uploads.folderInput}
        onChange={take}
      />
    </>
  );
}
