import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { ApiProblem } from '../../api/api-problem.ts';
import { sortProblem } from '../../shared/forms/field-problems.ts';
import { entranceMessages } from '../../shared/i18n/messages-auth.ts';
import { Form, textOf } from '../../ui/form.tsx';
import { PasswordField } from '../../ui/text-field.tsx';
import { LoginField } from './login-field.tsx';
import { type LogIn, useLogIn } from './use-log-in.ts';

type LoginFormProps = { login: string; onDone: () => void };

export function LoginForm({ login, onDone }: LoginFormProps) {
  const logIn = useLogIn();
  const { fields, rest } = sortProblem(logIn.error, ['login', 'password']);
  return (
    <Form
      submit={entranceMessages.login.submit}
      isBusy={logIn.isPending}
      problem={explain(logIn.error, logIn.variables) ?? rest}
      onSubmit={(form) =>
        logIn.mutate(
          { login: textOf(form, 'login').trim(), password: textOf(form, 'password') },
          { onSuccess: onDone },
        )
      }
    >
      <LoginField defaultValue={login} error={fields.login} />
      <PasswordField
        name="password"
        label={entranceMessages.fields.password}
        autoComplete="current-password"
        error={fields.password}
      />
    </Form>
  );
}

function explain(error: unknown, tried: LogIn | undefined): ReactNode {
  if (!(error instanceof ApiProblem)) return undefined;
  if (error.code !== 'unconfirmed') return undefined;
  return (
    <>
      {entranceMessages.login.unconfirmed}{' '}
      <Link href={`/confirm?login=${encodeURIComponent(tried?.login ?? '')}`}>
        {entranceMessages.login.confirm}
      </Link>
    </>
  );
}
