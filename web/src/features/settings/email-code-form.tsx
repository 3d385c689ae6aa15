import { sortProblem } from '../../app/field-problems.ts';
import { messages } from '../../app/messages.ts';
import { Button } from '../../ui/button.tsx';
import { Form, textOf } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { useToast } from '../../ui/toast.tsx';
import { useConfirmEmail } from './use-change-email.ts';

type EmailCodeFormProps = { sentTo: string | undefined; code: string | undefined; onEnd: () => void };

const words = messages.settings;

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
          label={messages.fields.code}
          hint={messages.fields.codeHint}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={20}
          defaultValue={code}
          error={fields.code}
        />
      </Form>
      <Button look="plain" onClick={onEnd}>
        {words.emailOther}
      </Button>
    </>
  );
}
