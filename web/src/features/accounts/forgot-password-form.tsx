import { useMutation } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';
import { splitProblem } from '../../shared/errors/problem-text.ts';
import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { Form, fieldText } from '../../ui/form.tsx';
import { LoginField } from './login-field.tsx';

type ForgotPasswordFormProps = { login: string; onDone: (login: string) => void };

export function ForgotPasswordForm({ login, onDone }: ForgotPasswordFormProps) {
  const forgot = useForgotPassword();
  const { fields, general: rest } = splitProblem(forgot.error, ['login']);
  return (
    <Form
      submit={authMessages.forgot.submit}
      isBusy={forgot.isPending}
      problem={rest}
      onSubmit={(form) => {
        const given = fieldText(form, 'login').trim();
        forgot.mutate(given, { onSuccess: () => onDone(given) });
      }}
    >
      <LoginField defaultValue={login} error={fields.login} />
    </Form>
  );
}

export function useForgotPassword() {
  return useMutation({
    mutationFn: (login: string) => unwrap(api.POST('/accounts/forgot-password', { body: { login } })),
  });
}
