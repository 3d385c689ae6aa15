import { CodeField } from '../../shared/forms/code-field.tsx';
import { sortProblem } from '../../shared/forms/field-problems.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { Button } from '../../ui/button.tsx';
import { Form, textOf } from '../../ui/form.tsx';
import { useToast } from '../../ui/toast.tsx';
import styles from './settings.module.css';
import { useConfirmEmail } from './use-change-email.ts';

type EmailCodeFormProps = { sentTo?: string; code?: string; onEnd: () => void };

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
        <CodeField
          defaultValue={code}
          error={fields.code}
          onComplete={(input) => input.form?.requestSubmit()}
        />
      </Form>
      <Button look="plain" className={styles.aside} onClick={onEnd}>
        {words.emailOther}
      </Button>
    </>
  );
}
