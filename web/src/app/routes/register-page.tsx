import { Link, useLocation } from 'wouter';
import { RegisterForm } from '../../features/accounts/register-form.tsx';
import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { useTitle } from '../../shared/page-hooks.ts';
import { AuthLayout } from '../auth-layout.tsx';

export function RegisterPage() {
  const [, navigate] = useLocation();
  useTitle(authMessages.register.title);
  return (
    <AuthLayout
      title={authMessages.register.title}
      footer={
        <span>
          {authMessages.register.hasAccount} <Link href="/login">{authMessages.login.title}</Link>
        </span>
      }
    >
      <RegisterForm onDone={(username) => navigate(`/confirm?login=${encodeURIComponent(username)}`)} />
    </AuthLayout>
  );
}
