import { useQueryClient } from '@tanstack/react-query';
import { lazy, type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react';
import { flushSync } from 'react-dom';
import { useLocation } from 'wouter';
import { startingAnew } from '../../api/page-account.ts';
import { useSession } from '../../api/use-session.ts';
import { missingPart } from '../../shared/errors/chunk-error.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { UploadContext } from '../../shared/upload-context.ts';
import { useToast } from '../../ui/toast.tsx';
import { DropTarget } from './drop-target.tsx';
import { FileInputs } from './file-inputs.tsx';
import type { UploadQueue } from './upload-queue.ts';
import { type DroppedEntry, useFileDrop } from './use-file-drop.ts';

const UploadTray = lazy(async () => ({ default: (await import('./upload-tray.tsx')).UploadTray }));

/** Takes files in on every page. What does something with them is loaded with the first ones. */
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

  const drop = useCallback(() => {
    queue?.cancel(queue.getSnapshot().items.map(({ id }) => id));
    // Nothing is left in it that could be taken up again for somebody else.
    queue?.clear();
    starting.current = undefined;
    owner.current = undefined;
    setQueue(undefined);
  }, [queue]);

  // Who was logged out finds the files again after logging in; nobody else does.
  useEffect(() => {
    if (!account || !queue) return;
    owner.current ??= account.id;
    if (account.id !== owner.current) drop();
  }, [account, queue, drop]);
  useEffect(() => {
    const dropAtOnce = () => flushSync(drop);
    window.addEventListener(startingAnew, dropAtOnce);
    return () => window.removeEventListener(startingAnew, dropAtOnce);
  }, [drop]);

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
        toast(await missingPart());
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
      isUnderWay: (photoId: string) => queue?.holds(photoId) ?? false,
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

async function startQueue(client: Parameters<typeof import('./upload-desk.ts').createUploadDesk>[0]) {
  // The tray comes along, so that both are here or the next try fetches both.
  const [{ createUploadDesk }] = await Promise.all([import('./upload-desk.ts'), import('./upload-tray.tsx')]);
  return createUploadDesk(client);
}
