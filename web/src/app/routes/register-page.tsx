import { Link, useLocation } from 'wouter';
import { RegisterForm } from '../../features/accounts/register-form.tsx';
import { entranceMessages } from '../../shared/i18n/messages-auth.ts';
import { useTitle } from '../../shared/use-title.ts';
import { Entrance } from '../auth-layout.tsx';

export function RegisterPage() {
  const [, navigate] = useLocation();
  useTitle(entranceMessages.register.title);
  return (
    <Entrance
      title={entranceMessages.register.title}
      footer={
        <span>
          {entranceMessages.register.hasAccount} <Link href="/login">{entranceMessages.login.title}</Link>
        </span>
      }
    >
      <RegisterForm onDone={(username) => navigate(`/confirm?login=${encodeURIComponent(username)}`)} />
    </Entrance>
  );
}
