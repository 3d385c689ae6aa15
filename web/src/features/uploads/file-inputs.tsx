import { type ChangeEvent, type RefObject, useEffect, useState } from 'react';
import { useSession } from '../../api/session.ts';
import { messages } from '../../shared/i18n/messages.ts';

type FileInputsProps = {
  fileInput: RefObject<HTMLInputElement | null>;
  folderInput: RefObject<HTMLInputElement | null>;
  onFiles: (files: readonly File[]) => void;
};

// React's types lack this attribute, which every browser supports.
const folderAttributes = { webkitdirectory: '' };

/** Hidden inputs that open the browser's file and folder dialogs. */
export function FileInputs({ fileInput, folderInput, onFiles }: FileInputsProps) {
  const handleChange = ({ currentTarget }: ChangeEvent<HTMLInputElement>) => {
    onFiles([...(currentTarget.files ?? [])]);
    // Allow choosing the same files again.
    currentTarget.value = '';
  };
  const isMember = Boolean(useSession());
  const [accept, setAccept] = useState<string>();
  // Visitors need no list of accepted files.
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
        onChange={handleChange}
      />
      <input
        ref={folderInput}
        type="file"
        hidden
        multiple
        {...folderAttributes}
        aria-label={messages.uploads.folderInput}
        onChange={handleChange}
      />
    </>
  );
}
