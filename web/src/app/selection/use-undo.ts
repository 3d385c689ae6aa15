import { useQueryClient } from '@tanstack/react-query';
import { useCallback } from 'react';
import { type ToastAction, useToast } from '../../ui/toast.tsx';
import { messages } from '../messages.ts';
import { galleryMessages } from '../messages-gallery.ts';
import { problemText } from '../problem-text.ts';

/** Makes what a toast offers to take something back: tells how that went, and reads one's own lists afresh. */
export function useUndo() {
  const client = useQueryClient();
  const toast = useToast();
  return useCallback(
    (undo: () => Promise<unknown>, rollback?: () => void): ToastAction => {
      const takeBack = async () => {
        try {
          await undo();
          rollback?.();
          toast({ text: galleryMessages.selection.undone });
        } catch (error) {
          toast({ text: problemText(error) });
        }
        await client.invalidateQueries({
          predicate: ({ queryKey: [address] }) => /^\/(?:me|albums)\//u.test(String(address)),
        });
      };
      return { label: messages.app.undo, run: () => void takeBack() };
    },
    [client, toast],
  );
}
