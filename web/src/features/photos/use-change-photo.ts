import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { paths } from '@vitrine/contract/openapi-types';
import { changeIfUnmodified } from '../../api/change-if-unmodified.ts';
import { api } from '../../api/client.ts';
import { changePhotoInCache } from '../../api/photo-cache.ts';
import { unwrap } from '../../api/request.ts';
import type { Photo } from '../../api/types.ts';

type ChangePhotoBody = NonNullable<
  paths['/photos/{id}']['patch']['requestBody']
>['content']['application/json'];

/** The editable fields of a photo, as the API defines them. */
export type PhotoChange = Partial<Pick<Photo, keyof ChangePhotoBody>>;

/** Every editable field. A field that the API accepts but this list lacks is a compile error. */
export const editableFields = Object.keys({
  title: true,
  description: true,
  altText: true,
  tags: true,
  visibility: true,
  showPlace: true,
  allowDownload: true,
} satisfies Record<keyof PhotoChange, true>) as (keyof PhotoChange)[];

/**
 * Changes a photo in the cache at once, and reverts if the server refuses.
 * With `seen`, does not overwrite fields changed elsewhere since then.
 */
export function useChangePhoto(id: string, seen?: Photo) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: PhotoChange) => {
      const path = { id };
      const write = (tag?: string) =>
        api.PATCH('/photos/{id}', { params: { path, ...(tag && { header: { 'if-match': tag } }) }, body });
      if (!seen) return unwrap(write());
      return changeIfUnmodified<Photo>({
        ...{ seen, change: body, write },
        read: () => api.GET('/photos/{id}', { params: { path } }),
      });
    },
    onMutate: (change) => changePhotoInCache(client, id, (photo) => ({ ...photo, ...change })),
    onError: (_error, _change, rollback) => rollback?.(),
    onSuccess: (changed, change) => {
      changePhotoInCache(client, id, () => changed);
      if (change.tags) void client.invalidateQueries({ queryKey: ['/me/tags'] });
    },
  });
}
