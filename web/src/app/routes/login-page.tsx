import { Link, useLocation } from 'wouter';
import { LoginForm } from '../../features/accounts/login-form.tsx';
import { Entrance } from '../entrance.tsx';
import { messages } from '../messages.ts';
import { entranceMessages } from '../messages-entrance.ts';
import { ownAddress } from '../own-address.ts';
import { useAddressQuery } from '../use-address-query.ts';
import { useTitle } from '../use-title.ts';

export function LoginPage() {
  const query = useAddressQuery();
  const [, navigate] = useLocation();
  const named = query.get('next');
  const next = named === null ? '/me' : ownAddress(named);
  useTitle(entranceMessages.login.title);
  return (
    <Entrance
      title={entranceMessages.login.title}
      text={named !== null && next !== '/' && entranceMessages.login.membersOnly}
      footer={
        <>
          <span>
            {entranceMessages.login.noAccount} <Link href="/register">{messages.header.register}</Link>
          </span>
          <Link href="/forgot-password">{entranceMessages.login.forgot}</Link>
        </>
      }
    >
      <LoginForm login={query.get('login') ?? ''} onDone={() => navigate(next, { replace: true })} />
    </Entrance>
  );
}
