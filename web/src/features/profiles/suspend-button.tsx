import { textLimits } from '@vitrine/contract/limits.ts';
import { useState } from 'react';
import { splitProblem } from '../../shared/errors/problem-text.ts';
import { profileMessages } from '../../shared/i18n/messages-profile.ts';
import { Button } from '../../ui/button.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { TextArea } from '../../ui/text-field.tsx';
import { useSuspension } from './use-suspension.ts';

const words = profileMessages.profile;

/** Suspends a member as an administrator. Asks for the reason, which the member receives. */
export function SuspendButton({ username }: { username: string }) {
  const [isAsking, setIsAsking] = useState(false);
  const [reason, setReason] = useState('');
  const { suspend } = useSuspension(username);
  const { fields, general: rest } = splitProblem(suspend.error, ['reason']);
  return (
    <>
      <Button look="plain" icon="ban" onClick={() => setIsAsking(true)}>
        {words.suspend}
      </Button>
      {isAsking && (
        <FormDialog
          title={words.suspendTitle(username)}
          submit={words.suspend}
          look="danger"
          isBusy={suspend.isPending}
          isChanged={reason.trim() !== ''}
          isComplete={reason.trim() !== ''}
          problem={rest}
          onSubmit={() => suspend.mutate(reason)}
          onClose={() => setIsAsking(false)}
        >
          <p>{words.suspendText}</p>
          <TextArea
            label={words.suspendReason}
            hint={words.suspendReasonHint}
            rows={3}
            maxLength={textLimits.suspensionReason}
            value={reason}
            error={fields.reason}
            onChange={(event) => setReason(event.target.value)}
          />
        </FormDialog>
      )}
    </>
  );
}
