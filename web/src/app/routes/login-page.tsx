import { Link, useLocation } from 'wouter';
import { LoginForm } from '../../features/accounts/login-form.tsx';
import { messages } from '../../shared/i18n/messages.ts';
import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { useTitle, useUrlQuery } from '../../shared/page-hooks.ts';
import { AuthLayout } from '../auth-layout.tsx';
import { safeRedirect } from '../page-match.ts';

export function LoginPage() {
  const query = useUrlQuery();
  const [, navigate] = useLocation();
  const named = query.get('next');
  const next = named === null ? '/me' : safeRedirect(named);
  useTitle(authMessages.login.title);
  return (
    <AuthLayout
      title={authMessages.login.title}
      text={named !== null && next !== '/' && authMessages.login.membersOnly}
      footer={
        <>
          <span>
            {authMessages.login.noAccount} <Link href="/register">{messages.header.register}</Link>
          </span>
          <Link href="/forgot-password">{authMessages.login.forgot}</Link>
        </>
      }
    >
      <LoginForm login={query.get('login') ?? ''} onDone={() => navigate(next, { replace: true })} />
    </AuthLayout>
  );
}
