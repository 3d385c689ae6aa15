import { useQueryClient } from '@tanstack/react-query';
import {
  type ChangeEvent,
  lazy,
  type ReactNode,
  type RefObject,
  Suspense,
  useCallback,
  useEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import { flushSync } from 'react-dom';
import { useLocation } from 'wouter';
import { reloadingEvent } from '../../api/page-account.ts';
import { useSession } from '../../api/session.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { chunkErrorToast } from '../../shared/lazy-component.tsx';
import { UploadContext } from '../../shared/upload-context.tsx';
import { Icon } from '../../ui/icon.tsx';
import { useToast } from '../../ui/toast.tsx';
import targetStyles from './drop-target.module.css';
import type { UploadQueue } from './upload-queue.ts';
import { type DroppedEntry, useFileDrop } from './use-file-drop.ts';

const UploadTray = lazy(async () => ({ default: (await import('./upload-tray.tsx')).UploadTray }));

/** Accepts files on every page. Loads the upload code with the first file. */
export function UploadProvider({ children }: { children: ReactNode }) {
  const client = useQueryClient();
  const account = useSession();
  const toast = useToast();
  const [, navigate] = useLocation();
  const [queue, setQueue] = useState<UploadQueue>();
  const starting = useRef<Promise<UploadQueue>>(undefined);
  const fileInput = useRef<HTMLInputElement>(null);
  const folderInput = useRef<HTMLInputElement>(null);
  const pickedFor = useRef<string>(undefined);
  const owner = useRef<string>(undefined);

  const discardQueue = useCallback(() => {
    queue?.cancel(queue.getSnapshot().items.map(({ id }) => id));
    // Clear the queue, so that another user cannot resume its uploads.
    queue?.clear();
    starting.current = undefined;
    owner.current = undefined;
    setQueue(undefined);
  }, [queue]);

  // Keep the queue for the same user after a new log-in; discard it for anyone else.
  useEffect(() => {
    if (!account || !queue) return;
    owner.current ??= account.id;
    if (account.id !== owner.current) discardQueue();
  }, [account, queue, discardQueue]);
  useEffect(() => {
    const discardAtOnce = () => flushSync(discardQueue);
    window.addEventListener(reloadingEvent, discardAtOnce);
    return () => window.removeEventListener(reloadingEvent, discardAtOnce);
  }, [discardQueue]);

  const addEntries = useCallback(
    async (entries: readonly DroppedEntry[], albumId?: string) => {
      if (entries.length === 0) return;
      try {
        starting.current ??= startQueue(client);
        const [started, { collectFiles }] = await Promise.all([
          starting.current,
          import('./collect-files.ts'),
        ]);
        setQueue(started);
        started.add(await collectFiles(entries), albumId);
      } catch {
        starting.current = undefined;
        toast(await chunkErrorToast());
      }
    },
    [client, toast],
  );
  const uploads = useMemo(() => {
    const pick = (input: HTMLInputElement | null, albumId?: string) => {
      pickedFor.current = albumId;
      input?.click();
    };
    return {
      pickFiles: () => pick(fileInput.current),
      pickFolder: () => pick(folderInput.current),
      pickFilesFor: (albumId: string) => pick(fileInput.current, albumId),
      addFiles: (files: readonly File[]) => void addEntries(files),
      isUploading: (photoId: string) => queue?.isUploading(photoId) ?? false,
    };
  }, [addEntries, queue]);
  const isOver = useFileDrop((entries) => {
    if (account) void addEntries(entries);
    else
      toast({
        text: messages.uploads.login,
        action: { label: messages.header.login, run: () => navigate('/login') },
      });
  });

  return (
    <UploadContext value={uploads}>
      {children}
      <FileInputs
        fileInput={fileInput}
        folderInput={folderInput}
        onFiles={(files) => void addEntries(files, pickedFor.current)}
      />
      {isOver && <DropTarget />}
      {queue && (
        <Suspense>
          <UploadTray queue={queue} />
        </Suspense>
      )}
    </UploadContext>
  );
}

async function startQueue(client: Parameters<typeof import('./upload-manager.ts').createUploadManager>[0]) {
  // Load the tray as well: either both load or the next attempt loads both.
  const [{ createUploadManager }] = await Promise.all([
    import('./upload-manager.ts'),
    import('./upload-tray.tsx'),
  ]);
  return createUploadManager(client);
}

/** Covers the window while files are dragged over it. */
function DropTarget() {
  return (
    <div className={targetStyles.target}>
      <div className={targetStyles.frame}>
        <Icon name="upload" size={40} />
        <p className={targetStyles.words}>{messages.uploads.drop}</p>
        <p className={targetStyles.hint}>{messages.uploads.dropHint}</p>
      </div>
    </div>
  );
}

type FileInputsProps = {
  fileInput: RefObject<HTMLInputElement | null>;
  folderInput: RefObject<HTMLInputElement | null>;
  onFiles: (files: readonly File[]) => void;
};

// React's types lack this attribute, which every browser supports.
const folderAttributes = { webkitdirectory: '' };

/** Hidden inputs that open the browser's file and folder dialogs. */
function FileInputs({ fileInput, folderInput, onFiles }: FileInputsProps) {
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
