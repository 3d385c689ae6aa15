import { Link, useLocation } from 'wouter';
import { ConfirmForm } from '../../features/accounts/confirm-form.tsx';
import { registeredHere } from '../../features/accounts/registered-here.ts';
import { entranceMessages } from '../../shared/i18n/messages-auth.ts';
import { useTitle } from '../../shared/use-title.ts';
import { useAddressQuery } from '../../shared/use-url-query.ts';
import { useToast } from '../../ui/toast.tsx';
import { Entrance } from '../auth-layout.tsx';

export function ConfirmPage() {
  const query = useAddressQuery();
  const [, navigate] = useLocation();
  const toast = useToast();
  const login = query.get('login') ?? '';
  const code = query.get('code') ?? '';
  const { email } = registeredHere;
  useTitle(entranceMessages.confirm.title);
  return (
    <Entrance
      title={entranceMessages.confirm.title}
      text={code ? entranceMessages.confirm.byLink(login) : entranceMessages.confirm.text(email)}
      footer={
        <>
          <Link href="/register">{entranceMessages.confirm.otherAddress}</Link>
          <Link href="/login">{entranceMessages.forgot.back}</Link>
        </>
      }
    >
      <ConfirmForm
        login={login}
        code={code}
        onDone={() => {
          toast({ text: entranceMessages.confirm.done });
          navigate('/me', { replace: true });
        }}
      />
    </Entrance>
  );
}
