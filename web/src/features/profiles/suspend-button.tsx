import { useMutation } from '@tanstack/react-query';
import { answer } from '../../api/answer.ts';
import { api } from '../../api/client.ts';
import { messages } from '../../app/messages.ts';
import { problemText } from '../../app/problem-text.ts';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toast.tsx';

/** For admins. The profile stays on the screen, so that a slip can be taken back. */
export function SuspendButton({ username }: { username: string }) {
  const toast = useToast();
  const words = messages.profile;
  const fail = (error: unknown) => toast({ text: problemText(error) });
  const params = { params: { path: { username } } };
  const resume = useMutation({
    mutationFn: () => answer(api.DELETE('/admin/users/{username}/suspension', params)),
    onSuccess: () => toast({ text: words.resumed }),
    onError: fail,
  });
  const suspend = useMutation({
    mutationFn: () => answer(api.PUT('/admin/users/{username}/suspension', params)),
    onSuccess: () =>
      toast({ text: words.suspended, action: { label: messages.app.undo, run: () => resume.mutate() } }),
    onError: fail,
  });
  return (
    <Button
      look="plain"
      busy={suspend.isPending || resume.isPending}
      icon="warning"
      onClick={() => suspend.mutate()}
    >
      {words.suspend}
    </Button>
  );
}
