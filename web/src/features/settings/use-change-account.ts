import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { sessionKey } from '../../api/use-session.ts';

export type AccountChange = { displayName?: string; bio?: string; avatarPhotoId?: string | null };

export function useChangeAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AccountChange) => answer(api.PATCH('/me', { body })),
    onSuccess: async (session) => {
      client.setQueryData(sessionKey, session);
      // The name and the picture stand beside every photo.
      await client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0],
        refetchType: 'none',
      });
    },
  });
}
