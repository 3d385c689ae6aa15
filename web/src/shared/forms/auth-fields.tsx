import { passwordLimits } from '@vitrine/contract/limits.ts';
import { useState } from 'react';
import { PasswordField, TextField } from '../../ui/text-field.tsx';
import { useFormat } from '../i18n/format.ts';
import { authMessages } from '../i18n/messages-auth.ts';
import styles from './auth-fields.module.css';

type CodeFieldProps = {
  defaultValue?: string | undefined;
  error?: string | undefined;
  /** Called once the sixth digit is entered. */
  onComplete?: (input: HTMLInputElement) => void;
};

const digits = 6;
const digitsOf = (text: string) => text.replace(/\D/gu, '');

/** Accepts the digits of an e-mail, or the code of its link if the user pastes that. */
export function CodeField({ defaultValue, error, onComplete }: CodeFieldProps) {
  return (
    <TextField
      name="code"
      label={authMessages.fields.code}
      hint={authMessages.fields.codeHint}
      defaultValue={defaultValue}
      className={styles.code}
      inputMode="numeric"
      autoComplete="one-time-code"
      autoCapitalize="none"
      spellCheck={false}
      maxLength={40}
      error={error}
      onChange={({ currentTarget }) => {
        const typed = currentTarget.value;
        if (/^[\d\s]*$/u.test(typed) && digitsOf(typed).length === digits) onComplete?.(currentTarget);
      }}
      onPaste={(event) => {
        const text = event.clipboardData.getData('text').trim();
        // E-mail programs copy spaces and line breaks along with the digits.
        const pasted = digitsOf(text);
        if (pasted.length !== digits || /[a-f]/iu.test(text)) return;
        event.preventDefault();
        event.currentTarget.value = pasted;
        onComplete?.(event.currentTarget);
      }}
    />
  );
}

type NewPasswordFieldProps = { name?: string; label: string; error?: string | undefined };

/** Shows the length rule first, then the number of missing characters while the user types. */
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
