import { type QueryKey, useMutation, useMutationState, useQueryClient } from '@tanstack/react-query';
import { problemText } from '../../shared/errors/problem-text.ts';
import { useToast } from '../../ui/toast.tsx';

type Listed = { items: readonly { id: string }[] };

/** Removes items from a list. Hides each at once and shows it again if the server refuses. */
export function useListRemoval(queryKey: QueryKey, remove: (id: string) => Promise<unknown>, done: string) {
  const client = useQueryClient();
  const toast = useToast();
  const { mutate } = useMutation({
    mutationKey: queryKey,
    mutationFn: remove,
    onSuccess: (_answer, removed) => {
      client.setQueryData<Listed>(
        queryKey,
        (list) => list && { ...list, items: list.items.filter(({ id }) => id !== removed) },
      );
      toast({ text: done });
    },
    onError: (error) => {
      void client.invalidateQueries({ queryKey });
      toast({ text: problemText(error) });
    },
  });
  const removing = useMutationState({
    filters: { mutationKey: queryKey, status: 'pending' },
    select: ({ state }) => state.variables as string,
  });
  return { remove: mutate, isListed: ({ id }: { id: string }) => !removing.includes(id) };
}
