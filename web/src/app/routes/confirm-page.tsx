import { Link, useLocation } from 'wouter';
import { ConfirmForm } from '../../features/accounts/confirm-form.tsx';
import { useToast } from '../../ui/toast.tsx';
import { Entrance } from '../entrance.tsx';
import { entranceMessages } from '../messages-entrance.ts';
import { useAddressQuery } from '../use-address-query.ts';
import { useTitle } from '../use-title.ts';

export function ConfirmPage() {
  const query = useAddressQuery();
  const [, navigate] = useLocation();
  const toast = useToast();
  useTitle(entranceMessages.confirm.title);
  return (
    <Entrance
      title={entranceMessages.confirm.title}
      text={entranceMessages.confirm.text}
      footer={<Link href="/login">{entranceMessages.forgot.back}</Link>}
    >
      <ConfirmForm
        login={query.get('login') ?? ''}
        code={query.get('code') ?? ''}
        onDone={(login) => {
          toast({ text: entranceMessages.confirm.done });
          navigate(`/login?login=${encodeURIComponent(login)}`, { replace: true });
        }}
      />
    </Entrance>
  );
}
