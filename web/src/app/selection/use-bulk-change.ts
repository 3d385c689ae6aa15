import { useMutation, useQueryClient } from '@tanstack/react-query';
import { isPhotoListOnPage, type Rollback } from '../../api/photo-cache.ts';
import { sessionKey } from '../../api/use-session.ts';
import { useToast } from '../../ui/toast.tsx';
import { galleryMessages } from '../messages-gallery.ts';
import { problemText } from '../problem-text.ts';
import { type Format, useFormat } from '../use-format.ts';
import { bulkProblem } from './bulk-problem.ts';
import { type BulkChange, type BulkResult, changeInBulk } from './change-in-bulk.ts';
import { useUndo } from './use-undo.ts';

export type BulkRequest = {
  photoIds: readonly string[];
  change: BulkChange;
  /** What has to be known before; where that fails, nothing is changed. */
  prepare?: (() => Promise<void>) | undefined;
  /** Shows at once what will be; what it returns takes that back. */
  apply: (ids: ReadonlySet<string>) => Rollback;
  /** What is said about those that were changed. */
  say: (count: number, formatted: string) => string;
  undo?: ((done: ReadonlySet<string>) => Promise<unknown>) | undefined;
};

/** Does one thing to many photos, and says how it went. */
export function useBulkChange() {
  const client = useQueryClient();
  const toast = useToast();
  const format = useFormat();
  const makeUndo = useUndo();

  return useMutation({
    mutationFn: async ({ photoIds, change, prepare }: BulkRequest) => {
      await prepare?.();
      return changeInBulk(photoIds, change);
    },
    onMutate: ({ photoIds, apply }) => ({ rollback: apply(new Set(photoIds)) }),
    onError: (error, _request, context) => {
      context?.rollback();
      toast({ text: problemText(error) });
    },
    onSuccess: (result, request, context) => {
      const { apply, undo } = request;
      // Once more, to those alone that were changed: pages may have been read before it was done.
      context.rollback();
      const rollback = apply(result.done);
      toast({
        text: describeResult(result, request, format),
        ...(undo && result.done.size > 0 && { action: makeUndo(() => undo(result.done), rollback) }),
      });
    },
    onSettled: async (_result, _error, { change }) => {
      if (change.action === 'delete' || change.action === 'restore')
        await client.invalidateQueries({ queryKey: sessionKey });
      if (change.action !== 'visibility') void client.invalidateQueries({ queryKey: ['/me/tags'] });
      await client.invalidateQueries({
        predicate: (query) =>
          !isPhotoListOnPage(query) &&
          (isElsewhere(query.queryKey[0]) || (change.action === 'restore' && isOwn(query.queryKey[0]))),
      });
    },
  });
}

function describeResult({ done, failed }: BulkResult, { say, change }: BulkRequest, format: Format): string {
  const words: string[] = [];
  if (done.size > 0) words.push(say(done.size, format.number(done.size)));
  if (failed.count > 0) {
    words.push(galleryMessages.selection.failed(failed.count, format.number(failed.count)));
    const why = bulkProblem(failed, change).message;
    if (why) words.push(why);
  }
  return words.join(' ');
}

const isOwn = (address: unknown) => typeof address === 'string' && address.startsWith('/me/');

/** What may have become another: lists are read afresh when they are opened next. */
const isElsewhere = (address: unknown) =>
  typeof address === 'string' && /^\/(?:me\/(?:albums|trash)|albums\/|photos\?|users\/)/u.test(address);
