import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { isPhotoListOnPage } from '../../api/photo-cache.ts';
import { type ToastAction, useToast } from '../../ui/toast.tsx';
import { problemText } from '../errors/problem-text.ts';
import { messages } from '../i18n/messages.ts';
import { libraryMessages } from '../i18n/messages-library.ts';

/**
 * Makes what a toast offers to take something back, and tells how that went. `rollback` puts the list on the page right;
 * where the undoing failed, only the server knows what is in it.
 */
export function useUndo() {
  const client = useQueryClient();
  const toast = useToast();
  return useCallback(
    (undo: () => Promise<unknown>, rollback?: () => void): ToastAction => {
      const takeBack = async () => {
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
            !(isDone && isPhotoListOnPage(query)),
        });
      };
      return { label: messages.app.undo, run: () => void takeBack() };
    },
    [client, toast],
  );
}
