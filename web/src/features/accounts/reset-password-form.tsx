import { ApiProblem } from '../../api/api-problem.ts';
import { CodeField } from '../../shared/forms/code-field.tsx';
import { sortProblem } from '../../shared/forms/field-problems.ts';
import { NewPasswordField } from '../../shared/forms/new-password-field.tsx';
import { entranceMessages } from '../../shared/i18n/messages-auth.ts';
import { Form, textOf } from '../../ui/form.tsx';
import { LoginField } from './login-field.tsx';
import { ResendButton } from './resend-button.tsx';
import { useForgotPassword } from './use-forgot-password.ts';
import { useResetPassword } from './use-reset-password.ts';

type ResetPasswordFormProps = {
  /** Known from the address; asked for where it is not. */
  login: string;
  /** From the link in the mail. */
  code: string;
  onDone: (login: string, isLoggedIn: boolean) => void;
};

export function ResetPasswordForm({ login, code, onDone }: ResetPasswordFormProps) {
  const reset = useResetPassword();
  const resend = useForgotPassword();
  const { fields, rest } = sortProblem(reset.error, ['login', 'code', 'password']);
  // Digits are asked for where the link does not work.
  const hasFailed = reset.error instanceof ApiProblem && fields.code !== undefined;
  const isLink = code !== '' && !hasFailed;
  return (
    <>
      <Form
        submit={entranceMessages.reset.submit}
        isBusy={reset.isPending}
        problem={rest}
        onSubmit={(form) => {
          const body = {
            login: login || textOf(form, 'login').trim(),
            code: isLink ? code : textOf(form, 'code'),
            password: textOf(form, 'password'),
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
        <NewPasswordField label={entranceMessages.fields.newPassword} error={fields.password} />
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
