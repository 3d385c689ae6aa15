import { type FormEvent, useId } from 'react';
import { sortProblem } from '../../app/field-problems.ts';
import { messages } from '../../app/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Dialog } from '../../ui/dialog.tsx';
import { textOf } from '../../ui/form.tsx';
import { PasswordField } from '../../ui/text-field.tsx';
import { useToast } from '../../ui/toast.tsx';
import styles from './settings.module.css';
import { useCancelAccount } from './use-cancel-account.ts';

type CancelDialogProps = { username: string; onClose: () => void };

const words = messages.settings;

export function CancelDialog({ username, onClose }: CancelDialogProps) {
  const cancel = useCancelAccount();
  const toast = useToast();
  const formId = useId();
  const { fields, rest } = sortProblem(cancel.error, ['password']);
  const submit = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    if (cancel.isPending) return;
    cancel.mutate(textOf(new FormData(event.currentTarget), 'password'), {
      onSuccess: () => {
        toast({ text: words.cancelled });
        onClose();
      },
    });
  };
  return (
    <Dialog
      title={words.cancelTitle}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{words.keep}</Button>
          <Button look="danger" type="submit" form={formId} busy={cancel.isPending}>
            {words.cancelSubmit}
          </Button>
        </>
      }
    >
      <form id={formId} className={styles.form} noValidate onSubmit={submit}>
        <ul className={styles.points}>
          {words.cancelPoints.map((point) => (
            <li key={point}>{point}</li>
          ))}
        </ul>
        <input type="text" name="username" autoComplete="username" defaultValue={username} hidden readOnly />
        <PasswordField
          name="password"
          label={messages.fields.password}
          autoComplete="current-password"
          error={fields.password}
        />
        <p role="alert" className={styles.problem}>
          {rest}
        </p>
      </form>
    </Dialog>
  );
}
