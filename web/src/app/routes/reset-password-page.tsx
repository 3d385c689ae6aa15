import { Link, useLocation } from 'wouter';
import { ResetPasswordForm } from '../../features/accounts/reset-password-form.tsx';
import { entranceMessages } from '../../shared/i18n/messages-auth.ts';
import { useTitle } from '../../shared/use-title.ts';
import { useAddressQuery } from '../../shared/use-url-query.ts';
import { useToast } from '../../ui/toast.tsx';
import { Entrance } from '../auth-layout.tsx';

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
