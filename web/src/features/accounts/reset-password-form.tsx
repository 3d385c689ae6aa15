import { CodeField } from '../../app/code-field.tsx';
import { sortProblem } from '../../app/field-problems.ts';
import { entranceMessages } from '../../app/messages-entrance.ts';
import { NewPasswordField } from '../../app/new-password-field.tsx';
import { Form, textOf } from '../../ui/form.tsx';
import { LoginField } from './login-field.tsx';
import { useResetPassword } from './use-reset-password.ts';

type ResetPasswordFormProps = { login: string; code: string; onDone: (login: string) => void };

export function ResetPasswordForm({ login, code, onDone }: ResetPasswordFormProps) {
  const reset = useResetPassword();
  const { fields, rest } = sortProblem(reset.error, ['login', 'code', 'password']);
  return (
    <Form
      submit={entranceMessages.reset.submit}
      isBusy={reset.isPending}
      problem={rest}
      onSubmit={(form) => {
        const body = {
          login: textOf(form, 'login').trim(),
          code: textOf(form, 'code'),
          password: textOf(form, 'password'),
        };
        reset.mutate(body, { onSuccess: () => onDone(body.login) });
      }}
    >
      <LoginField defaultValue={login} error={fields.login} />
      <CodeField defaultValue={code} error={fields.code} />
      <NewPasswordField label={entranceMessages.fields.newPassword} error={fields.password} />
    </Form>
  );
}
