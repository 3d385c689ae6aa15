import { Link, useLocation } from 'wouter';
import { ForgotPasswordForm } from '../../features/accounts/forgot-password-form.tsx';
import { Entrance } from '../entrance.tsx';
import { messages } from '../messages.ts';
import { useAddressQuery } from '../use-address-query.ts';
import { useTitle } from '../use-title.ts';

export function ForgotPasswordPage() {
  const query = useAddressQuery();
  const [, navigate] = useLocation();
  useTitle(messages.forgot.title);
  return (
    <Entrance
      title={messages.forgot.title}
      text={messages.forgot.text}
      footer={<Link href="/login">{messages.forgot.back}</Link>}
    >
      <ForgotPasswordForm
        login={query.get('login') ?? ''}
        onDone={(login) => navigate(`/reset-password?login=${encodeURIComponent(login)}`)}
      />
    </Entrance>
  );
}
