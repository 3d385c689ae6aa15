import { Link, useLocation, useSearchParams } from 'wouter';
import { ResetPasswordForm } from '../../features/accounts/reset-password-form.tsx';
import { useToast } from '../../ui/toast.tsx';
import { Entrance } from '../entrance.tsx';
import { messages } from '../messages.ts';
import { useTitle } from '../use-title.ts';

export function ResetPasswordPage() {
  const [search] = useSearchParams();
  const [, navigate] = useLocation();
  const toast = useToast();
  const code = search.get('code') ?? '';
  useTitle(messages.reset.title);
  return (
    <Entrance
      title={messages.reset.title}
      text={!code && messages.reset.text}
      footer={<Link href="/login">{messages.forgot.back}</Link>}
    >
      <ResetPasswordForm
        login={search.get('login') ?? ''}
        code={code}
        onDone={(login) => {
          toast({ text: messages.reset.done });
          navigate(`/login?login=${encodeURIComponent(login)}`, { replace: true });
        }}
      />
    </Entrance>
  );
}
