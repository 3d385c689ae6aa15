import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useLocation } from 'wouter';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';
import { sessionKey } from '../../api/session.ts';
import { splitProblem } from '../../shared/errors/problem-text.ts';
import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { fieldText } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { PasswordField } from '../../ui/text-field.tsx';
import styles from './settings.module.css';

type DeleteAccountDialogProps = { username: string; onClose: () => void };

const words = settingsMessages;

export function DeleteAccountDialog({ username, onClose }: DeleteAccountDialogProps) {
  const [, navigate] = useLocation();
  const cancel = useDeleteAccount(() => {
    onClose();
    navigate('/settings/deletion');
  });
  const { fields, general: rest } = splitProblem(cancel.error, ['password']);
  return (
    <FormDialog
      title={words.cancelTitle}
      submit={words.cancelSubmit}
      look="danger"
      cancel={words.keep}
      isBusy={cancel.isPending}
      isChanged={false}
      problem={rest}
      onSubmit={(form) => cancel.mutate(fieldText(form, 'password'))}
      onClose={onClose}
    >
      <ul className={styles.points}>
        {words.cancelPoints.map((point) => (
          <li key={point}>{point}</li>
        ))}
      </ul>
      <input type="text" name="username" autoComplete="username" defaultValue={username} hidden readOnly />
      <PasswordField
        name="password"
        label={authMessages.fields.password}
        autoComplete="current-password"
        error={fields.password}
      />
    </FormDialog>
  );
}

/** Requests the deletion of the account. Calls `onCancelled` before the cache changes, which unmounts the form. */
function useDeleteAccount(onCancelled: () => void) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => unwrap(api.DELETE('/me', { body: { password } })),
    onSuccess: (session) => {
      onCancelled();
      client.setQueryData(sessionKey, session);
    },
  });
}
