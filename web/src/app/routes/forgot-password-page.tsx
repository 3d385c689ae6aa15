import { Link, useLocation } from 'wouter';
import { ForgotPasswordForm } from '../../features/accounts/forgot-password-form.tsx';
import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { useTitle, useUrlQuery } from '../../shared/page-hooks.ts';
import { AuthLayout } from '../auth-layout.tsx';

export function ForgotPasswordPage() {
  const query = useUrlQuery();
  const [, navigate] = useLocation();
  useTitle(authMessages.forgot.title);
  return (
    <AuthLayout
      title={authMessages.forgot.title}
      text={authMessages.forgot.text}
      footer={<Link href="/login">{authMessages.forgot.back}</Link>}
    >
      <ForgotPasswordForm
        login={query.get('login') ?? ''}
        onDone={(login) => navigate(`/reset-password?login=${encodeURIComponent(login)}`)}
      />
    </AuthLayout>
  );
}
