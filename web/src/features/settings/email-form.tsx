import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';
import { sessionKey } from '../../api/session.ts';
import { splitProblem } from '../../shared/errors/problem-text.ts';
import { CodeField } from '../../shared/forms/auth-fields.tsx';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { useUrlQuery } from '../../shared/page-hooks.ts';
import { Button } from '../../ui/button.tsx';
import { Form, fieldText } from '../../ui/form.tsx';
import { PasswordField, TextField } from '../../ui/text-field.tsx';
import { useToast } from '../../ui/toast.tsx';
import styles from './settings.module.css';

const words = settingsMessages;

/** The e-mail address that received a code, and the code, if known. */
type Step = { sentTo?: string; code?: string };

/** Changes the e-mail address in two steps: the new address, then the code sent there. */
export function EmailForm() {
  // The e-mailed link contains the code.
  const mailed = useUrlQuery().get('emailCode') ?? undefined;
  const [step, setStep] = useState<Step | undefined>(mailed === undefined ? undefined : { code: mailed });
  const change = useChangeEmail();
  const { fields, general: rest } = splitProblem(change.error, ['email', 'password']);
  if (step) return <EmailCodeForm {...step} onEnd={() => setStep(undefined)} />;
  return (
    <>
      <Form
        submit={words.emailSubmit}
        isBusy={change.isPending}
        problem={rest}
        onSubmit={(form) => {
          const email = fieldText(form, 'email').trim();
          change.mutate(
            { email, password: fieldText(form, 'password') },
            { onSuccess: () => setStep({ sentTo: email }) },
          );
        }}
      >
        <TextField
          name="email"
          type="email"
          label={words.newEmail}
          autoComplete="email"
          error={fields.email}
        />
        <PasswordField
          name="password"
          label={words.currentPassword}
          autoComplete="current-password"
          error={fields.password}
        />
      </Form>
      <Button look="plain" className={styles.aside} onClick={() => setStep({})}>
        {words.emailHasCode}
      </Button>
    </>
  );
}

function useChangeEmail() {
  return useMutation({
    mutationFn: (body: { email: string; password: string }) => unwrap(api.PUT('/me/email', { body })),
  });
}

function useConfirmEmail() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => unwrap(api.POST('/me/email/confirm', { body: { code } })),
    onSuccess: (session) => client.setQueryData(sessionKey, session),
  });
}

type EmailCodeFormProps = { sentTo?: string; code?: string; onEnd: () => void };

function EmailCodeForm({ sentTo, code, onEnd }: EmailCodeFormProps) {
  const confirm = useConfirmEmail();
  const toast = useToast();
  const { fields, general: rest } = splitProblem(confirm.error, ['code']);
  return (
    <>
      <p role="status">{sentTo ? words.emailSent(sentTo) : words.emailCode}</p>
      <Form
        submit={words.emailConfirm}
        isBusy={confirm.isPending}
        problem={rest}
        onSubmit={(form) =>
          confirm.mutate(fieldText(form, 'code'), {
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
