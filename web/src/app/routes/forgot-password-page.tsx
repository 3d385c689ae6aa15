import { Link, useLocation } from 'wouter';
import { ForgotPasswordForm } from '../../features/accounts/forgot-password-form.tsx';
import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { useAddressQuery, useTitle } from '../../shared/page-hooks.ts';
import { Entrance } from '../auth-layout.tsx';

export function ForgotPasswordPage() {
  const query = useAddressQuery();
  const [, navigate] = useLocation();
  useTitle(authMessages.forgot.title);
  return (
    <Entrance
      title={authMessages.forgot.title}
      text={authMessages.forgot.text}
      footer={<Link href="/login">{authMessages.forgot.back}</Link>}
    >
      <ForgotPasswordForm
        login={query.get('login') ?? ''}
        onDone={(login) => navigate(`/reset-password?login=${encodeURIComponent(login)}`)}
      />
    </Entrance>
  );
}
