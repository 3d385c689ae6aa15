import { createContext, useContext } from 'react';
import { Button } from '../ui/button.tsx';
import { messages } from './i18n/messages.ts';

export interface Uploads {
  /** Opens the browser's file dialog. */
  pickFiles(): void;
  pickFolder(): void;
  /** Also adds the chosen files to an album. */
  pickFilesFor(albumId: string): void;
  addFiles(files: readonly File[]): void;
  /** True while this page uploads the file of that photo. */
  isUploading(photoId: string): boolean;
}

/** Starts uploads from anywhere on the page. Its code loads on first use. */
export const UploadContext = createContext<Uploads>({
  pickFiles: () => undefined,
  pickFolder: () => undefined,
  pickFilesFor: () => undefined,
  addFiles: () => undefined,
  isUploading: () => false,
});

export const useUploads = () => useContext(UploadContext);

/** The next step on an empty page. */
export function UploadButton() {
  const uploads = useUploads();
  return (
    <Button look="primary" icon="upload" onClick={() => uploads.pickFiles()}>
      {messages.header.upload}
    </Button>
  );
}
