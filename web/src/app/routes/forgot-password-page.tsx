import { Link, useLocation } from 'wouter';
import { ForgotPasswordForm } from '../../features/accounts/forgot-password-form.tsx';
import { Entrance } from '../entrance.tsx';
import { entranceMessages } from '../messages-entrance.ts';
import { useAddressQuery } from '../use-address-query.ts';
import { useTitle } from '../use-title.ts';

export function ForgotPasswordPage() {
  const query = useAddressQuery();
  const [, navigate] = useLocation();
  useTitle(entranceMessages.forgot.title);
  return (
    <Entrance
      title={entranceMessages.forgot.title}
      text={entranceMessages.forgot.text}
      footer={<Link href="/login">{entranceMessages.forgot.back}</Link>}
    >
      <ForgotPasswordForm
        login={query.get('login') ?? ''}
        onDone={(login) => navigate(`/reset-password?login=${encodeURIComponent(login)}`)}
      />
    </Entrance>
  );
}
