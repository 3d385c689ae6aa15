import { sortProblem } from '../../shared/forms/field-problems.ts';
import { entranceMessages } from '../../shared/i18n/messages-auth.ts';
import { Form, textOf } from '../../ui/form.tsx';
import { LoginField } from './login-field.tsx';
import { useForgotPassword } from './use-forgot-password.ts';

type ForgotPasswordFormProps = { login: string; onDone: (login: string) => void };

export function ForgotPasswordForm({ login, onDone }: ForgotPasswordFormProps) {
  const forgot = useForgotPassword();
  const { fields, rest } = sortProblem(forgot.error, ['login']);
  return (
    <Form
      submit={entranceMessages.forgot.submit}
      isBusy={forgot.isPending}
      problem={rest}
      onSubmit={(form) => {
        const given = textOf(form, 'login').trim();
        forgot.mutate(given, { onSuccess: () => onDone(given) });
      }}
    >
      <LoginField defaultValue={login} error={fields.login} />
    </Form>
  );
}
