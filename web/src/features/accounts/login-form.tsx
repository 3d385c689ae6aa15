import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link } from 'wouter';
import { api } from '../../api/client.ts';
import { ApiProblem, unwrap } from '../../api/request.ts';
import { splitProblem } from '../../shared/errors/problem-text.ts';
import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { Form, fieldText } from '../../ui/form.tsx';
import { PasswordField } from '../../ui/text-field.tsx';
import { LoginField } from './login-field.tsx';
import { startSession } from './start-session.ts';

type LoginFormProps = { login: string; onDone: () => void };

export function LoginForm({ login, onDone }: LoginFormProps) {
  const logIn = useLogIn();
  const { fields, general: rest } = splitProblem(logIn.error, ['login', 'password']);
  return (
    <Form
      submit={authMessages.login.submit}
      isBusy={logIn.isPending}
      problem={describeUnconfirmed(logIn.error, logIn.variables) ?? rest}
      onSubmit={(form) =>
        logIn.mutate(
          { login: fieldText(form, 'login').trim(), password: fieldText(form, 'password') },
          { onSuccess: onDone },
        )
      }
    >
      <LoginField defaultValue={login} error={fields.login} />
      <PasswordField
        name="password"
        label={authMessages.fields.password}
        autoComplete="current-password"
        error={fields.password}
      />
    </Form>
  );
}

function describeUnconfirmed(error: unknown, tried: LogIn | undefined): ReactNode {
  if (!(error instanceof ApiProblem)) return undefined;
  if (error.code !== 'unconfirmed') return undefined;
  return (
    <>
      {authMessages.login.unconfirmed}{' '}
      <Link href={`/confirm?login=${encodeURIComponent(tried?.login ?? '')}`}>
        {authMessages.login.confirm}
      </Link>
    </>
  );
}

type LogIn = { login: string; password: string };

function useLogIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (body: LogIn) => unwrap(api.POST('/session', { body })),
    onSuccess: (session) => startSession(client, session),
  });
}
