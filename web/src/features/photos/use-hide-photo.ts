import { useMutation, useQueryClient } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';

/** For admins: takes a photo out of everybody's sight but its owner's, or shows it again. */
export function useHidePhoto(id: string) {
  const client = useQueryClient();
  const params = { params: { path: { id } } };
  return useMutation({
    mutationFn: (isHidden: boolean) =>
      answer(
        isHidden
          ? api.PUT('/admin/photos/{id}/hidden', params)
          : api.DELETE('/admin/photos/{id}/hidden', params),
      ),
    onSuccess: () => client.invalidateQueries({ queryKey: [`/photos/${id}`], exact: true }),
  });
}
