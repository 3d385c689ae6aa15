import { useMutation } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';
import { splitProblem } from '../../shared/errors/problem-text.ts';
import { NewPasswordField } from '../../shared/forms/auth-fields.tsx';
import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { Form, fieldText } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { pendingRegistration } from './pending-registration.ts';

type RegisterFormProps = { onDone: (username: string) => void };

export function RegisterForm({ onDone }: RegisterFormProps) {
  const register = useRegister();
  const { fields, general: rest } = splitProblem(register.error, ['username', 'email', 'password']);
  return (
    <Form
      submit={authMessages.register.submit}
      isBusy={register.isPending}
      problem={rest}
      onSubmit={(form) => {
        const username = fieldText(form, 'username').trim();
        const email = fieldText(form, 'email').trim();
        register.mutate(
          { username, email, password: fieldText(form, 'password') },
          {
            onSuccess: () => {
              Object.assign(pendingRegistration, { username, email });
              onDone(username);
            },
          },
        );
      }}
    >
      <TextField
        name="username"
        label={authMessages.fields.username}
        hint={authMessages.fields.usernameHint}
        defaultValue={pendingRegistration.username}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={30}
        error={fields.username}
      />
      <TextField
        name="email"
        type="email"
        label={authMessages.fields.email}
        defaultValue={pendingRegistration.email}
        autoComplete="email"
        error={fields.email}
      />
      <NewPasswordField label={authMessages.fields.password} error={fields.password} />
    </Form>
  );
}

type Registration = { username: string; email: string; password: string };

function useRegister() {
  return useMutation({
    mutationFn: (body: Registration) => unwrap(api.POST('/accounts', { body })),
  });
}
