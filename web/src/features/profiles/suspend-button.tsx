import { messages } from '../../app/messages.ts';
import { Button } from '../../ui/button.tsx';
import { useSuspension } from './use-suspension.ts';

/** For admins. */
export function SuspendButton({ username }: { username: string }) {
  const { suspend } = useSuspension(username);
  return (
    <Button look="plain" busy={suspend.isPending} icon="warning" onClick={() => suspend.mutate()}>
      {messages.profile.suspend}
    </Button>
  );
}
