import { Link, useLocation } from 'wouter';
import { ConfirmForm } from '../../features/accounts/confirm-form.tsx';
import { useToast } from '../../ui/toast.tsx';
import { Entrance } from '../entrance.tsx';
import { messages } from '../messages.ts';
import { useAddressQuery } from '../use-address-query.ts';
import { useTitle } from '../use-title.ts';

export function ConfirmPage() {
  const query = useAddressQuery();
  const [, navigate] = useLocation();
  const toast = useToast();
  useTitle(messages.confirm.title);
  return (
    <Entrance
      title={messages.confirm.title}
      text={messages.confirm.text}
      footer={<Link href="/login">{messages.forgot.back}</Link>}
    >
      <ConfirmForm
        login={query.get('login') ?? ''}
        code={query.get('code') ?? ''}
        onDone={(login) => {
          toast({ text: messages.confirm.done });
          navigate(`/login?login=${encodeURIComponent(login)}`, { replace: true });
        }}
      />
    </Entrance>
  );
}
