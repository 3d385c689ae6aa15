import { profileMessages } from '../../shared/i18n/messages-profile.ts';
import { Button } from '../../ui/button.tsx';
import { Notice } from '../../ui/notice.tsx';
import { useSuspension } from './use-suspension.ts';

/** Tells administrators that the member is suspended. Replaces the member's photos. */
export function SuspendedNotice({ username }: { username: string }) {
  const { resume } = useSuspension(username);
  const words = profileMessages.profile;
  return (
    <Notice icon="lock" title={words.isSuspended} text={words.isSuspendedText}>
      <Button look="primary" busy={resume.isPending} onClick={() => resume.mutate()}>
        {words.resume}
      </Button>
    </Notice>
  );
}
