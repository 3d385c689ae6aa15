import { passwordLimits } from '@vitrine/contract/limits.ts';
import { useState } from 'react';
import { PasswordField } from '../../ui/text-field.tsx';
import { authMessages } from '../i18n/messages-auth.ts';
import { useFormat } from '../i18n/use-format.ts';

type NewPasswordFieldProps = { name?: string; label: string; error?: string | undefined };

/** Says the rule before anything is typed, and how far there is to go while it is. */
export function NewPasswordField({ name = 'password', label, error }: NewPasswordFieldProps) {
  const format = useFormat();
  const [length, setLength] = useState(0);
  const missing = passwordLimits.min - length;
  const progress =
    missing > 0
      ? authMessages.fields.passwordShort(missing, format.number(missing))
      : authMessages.fields.passwordLong;
  return (
    <PasswordField
      name={name}
      label={label}
      autoComplete="new-password"
      minLength={passwordLimits.min}
      maxLength={passwordLimits.max}
      hint={
        <>
          {authMessages.fields.passwordRule} {length > 0 && progress}
        </>
      }
      error={error}
      onChange={(event) => setLength([...event.target.value].length)}
    />
  );
}
