import { Link, useLocation } from 'wouter';
import { ConfirmForm } from '../../features/accounts/confirm-form.tsx';
import { pendingRegistration } from '../../features/accounts/pending-registration.ts';
import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { useTitle, useUrlQuery } from '../../shared/page-hooks.ts';
import { useToast } from '../../ui/toast.tsx';
import { AuthLayout } from '../auth-layout.tsx';

export function ConfirmPage() {
  const query = useUrlQuery();
  const [, navigate] = useLocation();
  const toast = useToast();
  const login = query.get('login') ?? '';
  const code = query.get('code') ?? '';
  const { email } = pendingRegistration;
  useTitle(authMessages.confirm.title);
  return (
    <AuthLayout
      title={authMessages.confirm.title}
      text={code ? authMessages.confirm.byLink(login) : authMessages.confirm.text(email)}
      footer={
        <>
          <Link href="/register">{authMessages.confirm.otherAddress}</Link>
          <Link href="/login">{authMessages.forgot.back}</Link>
        </>
      }
    >
      <ConfirmForm
        login={login}
        code={code}
        onDone={() => {
          toast({ text: authMessages.confirm.done });
          navigate('/me', { replace: true });
        }}
      />
    </AuthLayout>
  );
}
