import { useEffect, useState } from 'react';
import { splitProblem } from '../../shared/errors/problem-text.ts';
import { useFormat } from '../../shared/i18n/format.ts';
import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { Button } from '../../ui/button.tsx';
import { useToast } from '../../ui/toast.tsx';

// An e-mail may take this long.
const waitSeconds = 30;

type ResendButtonProps = {
  /** An e-mail was just sent, so the button waits first. */
  hasJustSent: boolean;
  isBusy: boolean;
  onResend: (outcome: { onSuccess: () => void; onError: (error: unknown) => void }) => void;
};

/** Sends another code after the last one had time to arrive. */
export function ResendButton({ hasJustSent, isBusy, onResend }: ResendButtonProps) {
  const [left, setLeft] = useState(hasJustSent ? waitSeconds : 0);
  const toast = useToast();
  const format = useFormat();
  const isWaiting = left > 0;
  useEffect(() => {
    if (!isWaiting) return;
    const timer = setInterval(() => setLeft((seconds) => seconds - 1), 1000);
    return () => clearInterval(timer);
  }, [isWaiting]);
  return (
    <Button
      look="plain"
      busy={isBusy}
      aria-disabled={isWaiting || undefined}
      onClick={() => {
        if (isWaiting) return;
        onResend({
          onSuccess: () => {
            setLeft(waitSeconds);
            toast({ text: authMessages.confirm.resent });
          },
          onError: (error) => toast({ text: splitProblem(error, []).general ?? '' }),
        });
      }}
    >
      {isWaiting ? authMessages.confirm.resendIn(format.number(left)) : authMessages.confirm.resend}
    </Button>
  );
}
