import { sortProblem } from '../../app/field-problems.ts';
import { entranceMessages } from '../../app/messages-entrance.ts';
import { settingsMessages } from '../../app/messages-settings.ts';
import { Button } from '../../ui/button.tsx';
import { Form, textOf } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useConfirmEmail } from './use-change-email.ts';

type EmailCodeFormProps = { sentTo: string | undefined; code: string | undefined; onEnd: () => void };

import styles from './settings.module.css';

const words = settingsMessages;

export function EmailCodeForm({ sentTo, code, onEnd }: EmailCodeFormProps) {
  const confirm = useConfirmEmail();
  const toast = useToast();
  const { fields, rest } = sortProblem(confirm.error, ['code']);
  return (
    <>
      <p role="status">{sentTo ? words.emailSent(sentTo) : words.emailCode}</p>
      <Form
        submit={words.emailConfirm}
        isBusy={confirm.isPending}
        problem={rest}
        onSubmit={(form) =>
          confirm.mutate(textOf(form, 'code'), {
            onSuccess: () => {
              toast({ text: words.emailChanged });
              onEnd();
            },
          })
        }
      >
        <TextField
          name="code"
          label={entranceMessages.fields.code}
          hint={entranceMessages.fields.codeHint}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          defaultValue={code}
          error={fields.code}
        />
      </Form>
      <Button look="plain" className={styles.aside} onClick={onEnd}>
        {words.emailOther}
      </Button>
    </>
  );
}
