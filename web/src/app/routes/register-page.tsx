import { Link, useLocation } from 'wouter';
import { RegisterForm } from '../../features/accounts/register-form.tsx';
import { Entrance } from '../entrance.tsx';
import { entranceMessages } from '../messages-entrance.ts';
import { useTitle } from '../use-title.ts';

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
