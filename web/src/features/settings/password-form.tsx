import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';
import { splitProblem } from '../../shared/errors/problem-text.ts';
import { NewPasswordField } from '../../shared/forms/auth-fields.tsx';
import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { Checkbox } from '../../ui/checkbox-radio.tsx';
import { Form, fieldText } from '../../ui/form.tsx';
import { PasswordField } from '../../ui/text-field.tsx';
import { useToast } from '../../ui/toast.tsx';
import { sessionsKey } from './sessions.tsx';
import { tokensQuery } from './use-tokens.ts';

const words = settingsMessages;

export function PasswordForm({ username }: { username: string }) {
  const client = useQueryClient();
  const toast = useToast();
  const [round, setRound] = useState(0);
  const [endsTokens, setEndsTokens] = useState(true);
  const change = useMutation({
    mutationFn: (body: { password: string; newPassword: string; keepTokens: boolean }) =>
      unwrap(api.PUT('/me/password', { body })),
    onSuccess: () =>
      Promise.all([
        client.invalidateQueries({ queryKey: sessionsKey }),
        client.invalidateQueries({ queryKey: tokensQuery.queryKey }),
      ]),
  });
  const { fields, general: rest } = splitProblem(change.error, ['password', 'newPassword']);
  return (
    // A new key empties the form after success.
    <Form
      key={round}
      submit={words.passwordSubmit}
      isBusy={change.isPending}
      problem={rest}
      onSubmit={(form) =>
        change.mutate(
          {
            password: fieldText(form, 'password'),
            newPassword: fieldText(form, 'newPassword'),
            keepTokens: !endsTokens,
          },
          {
            onSuccess: () => {
              toast({ text: endsTokens ? words.passwordChanged : words.passwordChangedTokensKept });
              setEndsTokens(true);
              setRound(round + 1);
            },
          },
        )
      }
    >
      {/* Names the account for password managers. */}
      <input type="text" name="username" autoComplete="username" defaultValue={username} hidden readOnly />
      <PasswordField
        name="password"
        label={words.currentPassword}
        autoComplete="current-password"
        error={fields.password}
      />
      <NewPasswordField
        name="newPassword"
        label={authMessages.fields.newPassword}
        error={fields.newPassword}
      />
      <Checkbox
        label={words.endTokens}
        hint={words.endTokensHint}
        checked={endsTokens}
        onChange={(event) => setEndsTokens(event.target.checked)}
      />
    </Form>
  );
}
