import { Link, useLocation } from 'wouter';
import { ResetPasswordForm } from '../../features/accounts/reset-password-form.tsx';
import { useToast } from '../../ui/toast.tsx';
import { Entrance } from '../entrance.tsx';
import { entranceMessages } from '../messages-entrance.ts';
import { useAddressQuery } from '../use-address-query.ts';
import { useTitle } from '../use-title.ts';

export function ResetPasswordPage() {
  const query = useAddressQuery();
  const [, navigate] = useLocation();
  const toast = useToast();
  const code = query.get('code') ?? '';
  useTitle(entranceMessages.reset.title);
  return (
    <Entrance
      title={entranceMessages.reset.title}
      text={!code && entranceMessages.reset.text}
      footer={<Link href="/login">{entranceMessages.forgot.back}</Link>}
    >
      <ResetPasswordForm
        login={query.get('login') ?? ''}
        code={code}
        onDone={(login, isLoggedIn) => {
          toast({ text: entranceMessages.reset.done });
          const next = isLoggedIn ? '/me' : `/login?login=${encodeURIComponent(login)}`;
          navigate(next, { replace: true });
        }}
      />
    </Entrance>
  );
}
