import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { isDisplayedPhotoList, type Rollback } from '../../api/photo-cache.ts';
import { sessionKey } from '../../api/session.ts';
import { type ToastAction, useToast } from '../../ui/toast.tsx';
import { problemText } from '../errors/problem-text.ts';
import { type Format, useFormat } from '../i18n/format.ts';
import { messages } from '../i18n/messages.ts';
import { libraryMessages } from '../i18n/messages-library.ts';
import { type BulkChange, type BulkResult, changePhotosInBulk, describeFailed } from './bulk-change.ts';

type Undo = (done: ReadonlySet<string>) => Promise<unknown>;
export type BulkRequest = {
  photoIds: readonly string[];
  change: BulkChange;
  /** Applies the expected result at once. Returns a function that reverts it. */
  apply: (ids: ReadonlySet<string>) => Rollback;
  /** Returns the message about the changed photos. */
  say: (count: number, formatted: string) => string;
  undo?: Undo | undefined;
  /** Replaces `undo` if it must read something first. If that fails, nothing is changed. */
  prepareUndo?: (() => Promise<Undo | undefined>) | undefined;
};

/** Changes many photos and shows the result in a toast. */
export function useBulkChange() {
  const client = useQueryClient();
  const toast = useToast();
  const format = useFormat();
  const createUndo = useUndo();

  return useMutation({
    mutationFn: async ({ photoIds, change, undo, prepareUndo }: BulkRequest) => {
      const revert = undo ?? (await prepareUndo?.());
      return { ...(await changePhotosInBulk(photoIds, change)), undo: revert };
    },
    onMutate: ({ photoIds, apply }) => ({ rollback: apply(new Set(photoIds)) }),
    onError: (error, _request, context) => {
      context?.rollback();
      toast({ text: problemText(error) });
    },
    onSuccess: (result, request, context) => {
      const { undo } = result;
      // Apply again to the changed photos only: pages may have been read before the server was done.
      context.rollback();
      const rollback = request.apply(result.done);
      toast({
        text: describeResult(result, request, format),
        ...(undo && result.done.size > 0 && { action: createUndo(() => undo(result.done), rollback) }),
      });
    },
    onSettled: async (_result, _error, { change }) => {
      if (change.action === 'delete' || change.action === 'restore')
        await client.invalidateQueries({ queryKey: sessionKey });
      if (change.action !== 'visibility') void client.invalidateQueries({ queryKey: ['/me/tags'] });
      await client.invalidateQueries({
        predicate: (query) =>
          !isDisplayedPhotoList(query) &&
          (isElsewhere(query.queryKey[0]) || (change.action === 'restore' && isOwn(query.queryKey[0]))),
      });
    },
  });
}

function describeResult({ done, failed }: BulkResult, { say, change }: BulkRequest, format: Format): string {
  const changed = done.size > 0 && say(done.size, format.number(done.size));
  return [changed, describeFailed(failed, change.action, format)].filter(Boolean).join(' ');
}

const isOwn = (url: unknown) => typeof url === 'string' && url.startsWith('/me/');

/** True for lists that the change may affect. They reload when next opened. */
const isElsewhere = (url: unknown) =>
  typeof url === 'string' && /^\/(?:me\/(?:albums|trash)|albums\/|photos\?|users\/)/u.test(url);

/**
 * Returns a toast action that undoes a change and shows the result. `rollback` corrects the displayed list. After a
 * failure, the list reloads.
 */
export function useUndo() {
  const client = useQueryClient();
  const toast = useToast();
  return useCallback(
    (undo: () => Promise<unknown>, rollback?: () => void): ToastAction => {
      const revert = async () => {
        let isDone = false;
        try {
          await undo();
          isDone = true;
          rollback?.();
          toast({ text: libraryMessages.selection.undone });
        } catch (error) {
          toast({ text: problemText(error) });
        }
        await client.invalidateQueries({
          predicate: (query) =>
            /^\/(?:session$|me\/|albums\/)/u.test(String(query.queryKey[0])) &&
            !(isDone && isDisplayedPhotoList(query)),
        });
      };
      return { label: messages.app.undo, run: () => void revert() };
    },
    [client, toast],
  );
}
