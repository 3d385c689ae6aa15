import { useEffect, useRef } from 'react';
import { CodeField } from '../../app/code-field.tsx';
import { sortProblem } from '../../app/field-problems.ts';
import { entranceMessages } from '../../app/messages-entrance.ts';
import { Button } from '../../ui/button.tsx';
import { Form, textOf } from '../../ui/form.tsx';
import { useToast } from '../../ui/toast.tsx';
import { LoginField } from './login-field.tsx';
import { useConfirmAccount } from './use-confirm-account.ts';
import { useResendCode } from './use-resend-code.ts';

type ConfirmFormProps = {
  login: string;
  /** From the link in the mail: it is tried at once. */
  code: string;
  onDone: (login: string) => void;
};

export function ConfirmForm({ login, code, onDone }: ConfirmFormProps) {
  const confirm = useConfirmAccount();
  const resend = useResendCode();
  const toast = useToast();
  const typedLogin = useRef(login);
  const hasTried = useRef(false);
  const { fields, rest } = sortProblem(confirm.error, ['login', 'code']);
  const send = (body: { login: string; code: string }) =>
    confirm.mutate(body, { onSuccess: () => onDone(body.login) });

  useEffect(() => {
    if (!login || !code || hasTried.current) return;
    hasTried.current = true;
    send({ login, code });
  });

  return (
    <>
      <Form
        submit={entranceMessages.confirm.submit}
        isBusy={confirm.isPending}
        problem={rest}
        onSubmit={(form) => send({ login: textOf(form, 'login').trim(), code: textOf(form, 'code') })}
      >
        <LoginField
          defaultValue={login}
          error={fields.login}
          onType={(typed) => {
            typedLogin.current = typed;
          }}
        />
        <CodeField defaultValue={code} error={fields.code} />
      </Form>
      <Button
        look="plain"
        busy={resend.isPending}
        onClick={() =>
          resend.mutate(typedLogin.current, {
            onSuccess: () => toast({ text: entranceMessages.confirm.resent }),
            onError: (error) => toast({ text: sortProblem(error, []).rest ?? '' }),
          })
        }
      >
        {entranceMessages.confirm.resend}
      </Button>
    </>
  );
}
