import { createContext, useContext } from 'react';
import { Button } from '../ui/button.tsx';
import { messages } from './i18n/messages.ts';

export interface Uploads {
  /** Opens the browser's file dialog. */
  pickFiles(): void;
  pickFolder(): void;
  /** What is picked is put into that album as well. */
  pickFilesFor(albumId: string): void;
  addFiles(files: readonly File[]): void;
  /** Whether this page is at work on the file of that photo. */
  isUnderWay(photoId: string): boolean;
}

/** What uploads, wherever on the page one is. Its code is loaded on first use. */
export const UploadContext = createContext<Uploads>({
  pickFiles: () => undefined,
  pickFolder: () => undefined,
  pickFilesFor: () => undefined,
  addFiles: () => undefined,
  isUnderWay: () => false,
});

export const useUploads = () => useContext(UploadContext);

/** The next step where there are no photos yet. */
export function UploadButton() {
  const uploads = useUploads();
  return (
    <Button look="primary" icon="upload" onClick={() => uploads.pickFiles()}>
      {messages.header.upload}
    </Button>
  );
}
