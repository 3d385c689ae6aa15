import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from './client.ts';
import { unwrap } from './request.ts';
import { sessionKey } from './session.ts';
import type { UploadDefaults } from './types.ts';

export type AvatarCrop = { left: number; top: number; size: number };

export type AccountChange = {
  displayName?: string;
  bio?: string;
  avatarPhotoId?: string | null;
  uploadDefaults?: UploadDefaults;
  avatarCrop?: AvatarCrop;
};

export function useChangeAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: AccountChange) => unwrap(api.PATCH('/me', { body })),
    onSuccess: async (session, { uploadDefaults, ...shown }) => {
      client.setQueryData(sessionKey, session);
      if (Object.keys(shown).length === 0) return;
      // Name and avatar appear beside every photo: mark all queries as stale.
      await client.invalidateQueries({
        predicate: ({ queryKey }) => queryKey[0] !== sessionKey[0],
        refetchType: 'none',
      });
    },
  });
}
