import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';
import { problemText } from '../../shared/errors/problem-text.ts';
import { profileMessages } from '../../shared/i18n/messages-profile.ts';
import { useToast } from '../../ui/toast.tsx';

const words = profileMessages.profile;

/** Suspends a member or lifts the suspension, as an administrator. */
export function useSuspension(username: string) {
  const client = useQueryClient();
  const toast = useToast();
  const params = { params: { path: { username } } };
  const shared = {
    // The member's photos appear in or vanish from any list.
    onSettled: () => client.invalidateQueries(),
  };
  const resume = useMutation({
    ...shared,
    onError: (error: unknown) => toast({ text: problemText(error) }),
    mutationFn: () => unwrap(api.DELETE('/admin/users/{username}/suspension', params)),
    onSuccess: () => toast({ text: words.resumed }),
  });
  const suspend = useMutation({
    ...shared,
    mutationFn: (reason: string) =>
      unwrap(api.PUT('/admin/users/{username}/suspension', { ...params, body: { reason } })),
    onSuccess: () => toast({ text: words.suspended }),
  });
  return { suspend, resume };
}
