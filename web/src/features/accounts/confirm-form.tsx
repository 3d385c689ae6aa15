import { useRef, useState } from 'react';
import { ApiProblem } from '../../api/api-problem.ts';
import { CodeField } from '../../shared/forms/code-field.tsx';
import { sortProblem } from '../../shared/forms/field-problems.ts';
import { NewPasswordField } from '../../shared/forms/new-password-field.tsx';
import { entranceMessages } from '../../shared/i18n/messages-auth.ts';
import { Form, textOf } from '../../ui/form.tsx';
import { LoginField } from './login-field.tsx';
import { registeredHere } from './registered-here.ts';
import { ResendButton } from './resend-button.tsx';
import { type Confirmation, useConfirmAccount } from './use-confirm-account.ts';
import { useResendCode } from './use-resend-code.ts';

type ConfirmFormProps = {
  /** Known from the address; asked for where it is not. */
  login: string;
  /** From the link in the mail. Programs open links, too: it is used when a person presses the button. */
  code: string;
  onDone: () => void;
};

export function ConfirmForm({ login, code, onDone }: ConfirmFormProps) {
  const confirm = useConfirmAccount();
  const resend = useResendCode();
  const typedLogin = useRef(login);
  const [needsPassword, setNeedsPassword] = useState(false);
  const [isLink, setIsLink] = useState(code !== '');
  const { fields, rest } = sortProblem(confirm.error, ['login', 'code', 'password']);
  const isOnlyAskedFor = confirm.error instanceof ApiProblem && confirm.error.code === 'password-needed';

  const send = (body: Confirmation) =>
    confirm.mutate(body, {
      onSuccess: () => {
        Object.assign(registeredHere, { username: undefined, email: undefined });
        onDone();
      },
      onError: (error) => {
        if (!(error instanceof ApiProblem)) return;
        if (error.code === 'password-needed') setNeedsPassword(true);
        // Digits are asked for where the link does not work.
        if (error.fields.code) setIsLink(false);
      },
    });

  return (
    <>
      {needsPassword && <p role="status">{entranceMessages.confirm.elsewhere}</p>}
      <Form
        submit={entranceMessages.confirm.submit}
        isBusy={confirm.isPending}
        problem={rest}
        onSubmit={(form) => {
          const password = textOf(form, 'password');
          send({
            login: login || textOf(form, 'login').trim(),
            code: isLink ? code : textOf(form, 'code'),
            ...(password && { password }),
          });
        }}
      >
        {!login && (
          <LoginField
            defaultValue={login}
            error={fields.login}
            onType={(typed) => {
              typedLogin.current = typed;
            }}
          />
        )}
        {!isLink && (
          <CodeField
            error={fields.code}
            onComplete={({ form }) => {
              if (!needsPassword) form?.requestSubmit();
            }}
          />
        )}
        {needsPassword && (
          <NewPasswordField
            label={entranceMessages.fields.newPassword}
            error={isOnlyAskedFor ? undefined : fields.password}
          />
        )}
      </Form>
      {!isLink && (
        <ResendButton
          hasJustSent={registeredHere.email !== undefined}
          isBusy={resend.isPending}
          onResend={(outcome) => resend.mutate(typedLogin.current, outcome)}
        />
      )}
    </>
  );
}
