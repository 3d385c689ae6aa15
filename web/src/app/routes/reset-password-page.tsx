import { Link, useLocation } from 'wouter';
import { ResetPasswordForm } from '../../features/accounts/reset-password-form.tsx';
import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { useTitle, useUrlQuery } from '../../shared/page-hooks.ts';
import { useToast } from '../../ui/toast.tsx';
import { AuthLayout } from '../auth-layout.tsx';

export function ResetPasswordPage() {
  const query = useUrlQuery();
  const [, navigate] = useLocation();
  const toast = useToast();
  const code = query.get('code') ?? '';
  useTitle(authMessages.reset.title);
  return (
    <AuthLayout
      title={authMessages.reset.title}
      text={!code && authMessages.reset.text}
      footer={<Link href="/login">{authMessages.forgot.back}</Link>}
    >
      <ResetPasswordForm
        login={query.get('login') ?? ''}
        code={code}
        onDone={(login, isLoggedIn) => {
          toast({ text: authMessages.reset.done });
          const next = isLoggedIn ? '/me' : `/login?login=${encodeURIComponent(login)}`;
          navigate(next, { replace: true });
        }}
      />
    </AuthLayout>
  );
}
