import { useState } from 'react';
import { sortProblem } from '../../shared/forms/field-problems.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { useAddressQuery } from '../../shared/use-url-query.ts';
import { Button } from '../../ui/button.tsx';
import { Form, textOf } from '../../ui/form.tsx';
import { PasswordField, TextField } from '../../ui/text-field.tsx';
import { EmailCodeForm } from './email-code-form.tsx';
import styles from './settings.module.css';
import { useChangeEmail } from './use-change-email.ts';

const words = settingsMessages;

/** The address that a code was mailed to, and the code, as far as they are known. */
type Step = { sentTo?: string; code?: string };

/** Two steps: where to, then the code that was mailed there. */
export function EmailForm() {
  // The link in the mail brings the code along.
  const mailed = useAddressQuery().get('emailCode') ?? undefined;
  const [step, setStep] = useState<Step | undefined>(mailed === undefined ? undefined : { code: mailed });
  const change = useChangeEmail();
  const { fields, rest } = sortProblem(change.error, ['email', 'password']);
  if (step) return <EmailCodeForm {...step} onEnd={() => setStep(undefined)} />;
  return (
    <>
      <Form
        submit={words.emailSubmit}
        isBusy={change.isPending}
        problem={rest}
        onSubmit={(form) => {
          const email = textOf(form, 'email').trim();
          change.mutate(
            { email, password: textOf(form, 'password') },
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
