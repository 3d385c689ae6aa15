import { useLocation } from 'wouter';
import { sortProblem } from '../../shared/forms/field-problems.ts';
import { entranceMessages } from '../../shared/i18n/messages-auth.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { textOf } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { PasswordField } from '../../ui/text-field.tsx';
import styles from './settings.module.css';
import { useCancelAccount } from './use-cancel-account.ts';

type CancelDialogProps = { username: string; onClose: () => void };

const words = settingsMessages;

export function CancelDialog({ username, onClose }: CancelDialogProps) {
  const [, navigate] = useLocation();
  const cancel = useCancelAccount(() => {
    onClose();
    navigate('/settings/deletion');
  });
  const { fields, rest } = sortProblem(cancel.error, ['password']);
  return (
    <FormDialog
      title={words.cancelTitle}
      submit={words.cancelSubmit}
      look="danger"
      cancel={words.keep}
      isBusy={cancel.isPending}
      isChanged={false}
      problem={rest}
      onSubmit={(form) => cancel.mutate(textOf(form, 'password'))}
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
        label={entranceMessages.fields.password}
        autoComplete="current-password"
        error={fields.password}
      />
    </FormDialog>
  );
}
