import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';

export function useRestorePhoto() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => answer(api.POST('/photos/{id}/restore', { params: { path: { id } } })),
    // Where it stood in which lists, only the server knows.
    onSuccess: () => client.invalidateQueries(),
  });
}
