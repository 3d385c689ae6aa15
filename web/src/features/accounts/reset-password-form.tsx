import { useMutation, useQueryClient } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { ApiProblem, unwrap } from '../../api/request.ts';
import { splitProblem } from '../../shared/errors/problem-text.ts';
import { CodeField, NewPasswordField } from '../../shared/forms/auth-fields.tsx';
import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { Form, fieldText } from '../../ui/form.tsx';
import { useForgotPassword } from './forgot-password-form.tsx';
import { LoginField } from './login-field.tsx';
import { ResendButton } from './resend-button.tsx';
import { startSession } from './start-session.ts';

type ResetPasswordFormProps = {
  /** Comes from the URL. Without it, the form asks for it. */
  login: string;
  /** Comes from the e-mailed link. */
  code: string;
  onDone: (login: string, isLoggedIn: boolean) => void;
};

export function ResetPasswordForm({ login, code, onDone }: ResetPasswordFormProps) {
  const reset = useResetPassword();
  const resend = useForgotPassword();
  const { fields, general: rest } = splitProblem(reset.error, ['login', 'code', 'password']);
  // Ask for the digits if the link does not work.
  const hasFailed = reset.error instanceof ApiProblem && fields.code !== undefined;
  const isLink = code !== '' && !hasFailed;
  return (
    <>
      <Form
        submit={authMessages.reset.submit}
        isBusy={reset.isPending}
        problem={rest}
        onSubmit={(form) => {
          const body = {
            login: login || fieldText(form, 'login').trim(),
            code: isLink ? code : fieldText(form, 'code'),
            password: fieldText(form, 'password'),
          };
          reset.mutate(body, { onSuccess: (isLoggedIn) => onDone(body.login, isLoggedIn) });
        }}
      >
        {!login && <LoginField defaultValue={login} error={fields.login} />}
        {!isLink && (
          <CodeField
            error={fields.code}
            onComplete={({ form }) => form?.querySelector<HTMLElement>('[name=password]')?.focus()}
          />
        )}
        <NewPasswordField label={authMessages.fields.newPassword} error={fields.password} />
      </Form>
      {!isLink && login && (
        <ResendButton
          hasJustSent={!hasFailed}
          isBusy={resend.isPending}
          onResend={(outcome) => resend.mutate(login, outcome)}
        />
      )}
    </>
  );
}

type PasswordReset = { login: string; code: string; password: string };

/** Sets the password and logs in with it. Returns whether the log-in succeeded. */
function useResetPassword() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ login, code, password }: PasswordReset): Promise<boolean> => {
      await unwrap(api.POST('/accounts/reset-password', { body: { login, code, password } }));
      try {
        startSession(client, await unwrap(api.POST('/session', { body: { login, password } })));
        return true;
      } catch {
        // The password is set even so. The log-in page shows why the log-in failed.
        return false;
      }
    },
  });
}
