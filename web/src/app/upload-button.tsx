import { Button } from '../ui/button.tsx';
import { messages } from './messages.ts';
import { useUploads } from './upload-context.ts';

/** The next step where there are no photos yet. */
export function UploadButton() {
  const uploads = useUploads();
  return (
    <Button look="primary" icon="upload" onClick={() => uploads.pickFiles()}>
      {messages.header.upload}
    </Button>
  );
}
