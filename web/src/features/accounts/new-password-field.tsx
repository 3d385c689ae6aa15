import { passwordLimits } from '@vitrine/contract/limits.ts';
import { useState } from 'react';
import { entranceMessages } from '../../app/messages-entrance.ts';
import { PasswordField } from '../../ui/text-field.tsx';

type NewPasswordFieldProps = { label: string; error?: string | undefined };

/** Says the rule before anything is typed, and how far there is to go while it is. */
export function NewPasswordField({ label, error }: NewPasswordFieldProps) {
  const [length, setLength] = useState(0);
  const missing = passwordLimits.min - length;
  const progress =
    missing > 0 ? entranceMessages.fields.passwordShort(missing) : entranceMessages.fields.passwordLong;
  return (
    <PasswordField
      name="password"
      label={label}
      autoComplete="new-password"
      minLength={passwordLimits.min}
      maxLength={passwordLimits.max}
      hint={
        <>
          {entranceMessages.fields.passwordRule} {length > 0 && progress}
        </>
      }
      error={error}
      onChange={(event) => setLength([...event.target.value].length)}
    />
  );
}
