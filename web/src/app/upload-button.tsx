import { messages } from '../shared/i18n/messages.ts';
import { useUploads } from '../shared/upload-context.ts';
import { Button } from '../ui/button.tsx';

/** The next step where there are no photos yet. */
export function UploadButton() {
  const uploads = useUploads();
  return (
    <Button look="primary" icon="upload" onClick={() => uploads.pickFiles()}>
      {messages.header.upload}
    </Button>
  );
}
