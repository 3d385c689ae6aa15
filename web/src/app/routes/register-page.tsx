import { Link, useLocation } from 'wouter';
import { RegisterForm } from '../../features/accounts/register-form.tsx';
import { Entrance } from '../entrance.tsx';
import { messages } from '../messages.ts';
import { useTitle } from '../use-title.ts';

export function RegisterPage() {
  const [, navigate] = useLocation();
  useTitle(messages.register.title);
  return (
    <Entrance
      title={messages.register.title}
      footer={
        <span>
          {messages.register.hasAccount} <Link href="/login">{messages.login.title}</Link>
        </span>
      }
    >
      <RegisterForm onDone={(username) => navigate(`/confirm?login=${encodeURIComponent(username)}`)} />
    </Entrance>
  );
}
