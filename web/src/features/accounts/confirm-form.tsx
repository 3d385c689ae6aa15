import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { api } from '../../api/client.ts';
import { ApiProblem, unwrap } from '../../api/request.ts';
import { splitProblem } from '../../shared/errors/problem-text.ts';
import { CodeField, NewPasswordField } from '../../shared/forms/auth-fields.tsx';
import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { Form, fieldText } from '../../ui/form.tsx';
import { LoginField } from './login-field.tsx';
import { pendingRegistration } from './pending-registration.ts';
import { ResendButton } from './resend-button.tsx';
import { startSession } from './start-session.ts';

type ConfirmFormProps = {
  /** Comes from the URL. Without it, the form asks for it. */
  login: string;
  /** Comes from the e-mailed link. Mail scanners open links too, so only the button uses it. */
  code: string;
  onDone: () => void;
};

export function ConfirmForm({ login, code, onDone }: ConfirmFormProps) {
  const confirm = useConfirmAccount();
  const resend = useResendCode();
  const typedLogin = useRef(login);
  const [needsPassword, setNeedsPassword] = useState(false);
  const [isLink, setIsLink] = useState(code !== '');
  const { fields, general: rest } = splitProblem(confirm.error, ['login', 'code', 'password']);
  const isOnlyAskedFor = confirm.error instanceof ApiProblem && confirm.error.code === 'password-needed';

  const send = (body: Confirmation) =>
    confirm.mutate(body, {
      onSuccess: () => {
        Object.assign(pendingRegistration, { username: undefined, email: undefined });
        onDone();
      },
      onError: (error) => {
        if (!(error instanceof ApiProblem)) return;
        if (error.code === 'password-needed') setNeedsPassword(true);
        // Ask for the digits if the link does not work.
        if (error.fields.code) setIsLink(false);
      },
    });

  return (
    <>
      {needsPassword && <p role="status">{authMessages.confirm.elsewhere}</p>}
      <Form
        submit={authMessages.confirm.submit}
        isBusy={confirm.isPending}
        problem={rest}
        onSubmit={(form) => {
          const password = fieldText(form, 'password');
          send({
            login: login || fieldText(form, 'login').trim(),
            code: isLink ? code : fieldText(form, 'code'),
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
            label={authMessages.fields.newPassword}
            error={isOnlyAskedFor ? undefined : fields.password}
          />
        )}
      </Form>
      {!isLink && (
        <ResendButton
          hasJustSent={pendingRegistration.email !== undefined}
          isBusy={resend.isPending}
          onResend={(outcome) => resend.mutate(typedLogin.current, outcome)}
        />
      )}
    </>
  );
}

/** Without a password, only the browser that registered can log in. */
type Confirmation = { login: string; code: string; password?: string };

/** Confirms the account and logs in. */
function useConfirmAccount() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: Confirmation) => unwrap(api.POST('/accounts/confirm', { body })),
    onSuccess: (session) => startSession(client, session),
  });
}

function useResendCode() {
  return useMutation({
    mutationFn: (login: string) => unwrap(api.POST('/accounts/resend-code', { body: { login } })),
  });
}
