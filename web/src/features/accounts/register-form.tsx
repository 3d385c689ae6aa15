import { sortProblem } from '../../shared/forms/field-problems.ts';
import { NewPasswordField } from '../../shared/forms/new-password-field.tsx';
import { entranceMessages } from '../../shared/i18n/messages-auth.ts';
import { Form, textOf } from '../../ui/form.tsx';
import { TextField } from '../../ui/text-field.tsx';
import { registeredHere } from './registered-here.ts';
import { useRegister } from './use-register.ts';

type RegisterFormProps = { onDone: (username: string) => void };

export function RegisterForm({ onDone }: RegisterFormProps) {
  const register = useRegister();
  const { fields, rest } = sortProblem(register.error, ['username', 'email', 'password']);
  return (
    <Form
      submit={entranceMessages.register.submit}
      isBusy={register.isPending}
      problem={rest}
      onSubmit={(form) => {
        const username = textOf(form, 'username').trim();
        const email = textOf(form, 'email').trim();
        register.mutate(
          { username, email, password: textOf(form, 'password') },
          {
            onSuccess: () => {
              Object.assign(registeredHere, { username, email });
              onDone(username);
            },
          },
        );
      }}
    >
      <TextField
        name="username"
        label={entranceMessages.fields.username}
        hint={entranceMessages.fields.usernameHint}
        defaultValue={registeredHere.username}
        autoComplete="username"
        autoCapitalize="none"
        spellCheck={false}
        maxLength={30}
        error={fields.username}
      />
      <TextField
        name="email"
        type="email"
        label={entranceMessages.fields.email}
        defaultValue={registeredHere.email}
        autoComplete="email"
        error={fields.email}
      />
      <NewPasswordField label={entranceMessages.fields.password} error={fields.password} />
    </Form>
  );
}
