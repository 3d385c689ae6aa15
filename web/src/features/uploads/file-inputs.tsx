import type { ChangeEvent, RefObject } from 'react';
import { messages } from '../../app/messages.ts';
import { acceptedFiles } from './accepted-files.ts';

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
  return (
    <>
      <input
        ref={fileInput}
        type="file"
        hidden
        multiple
        accept={acceptedFiles}
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
