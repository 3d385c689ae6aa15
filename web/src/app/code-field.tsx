import { TextField } from '../ui/text-field.tsx';
import styles from './code-field.module.css';
import { entranceMessages } from './messages-entrance.ts';

type CodeFieldProps = { defaultValue?: string | undefined; error?: string | undefined };

export function CodeField({ defaultValue, error }: CodeFieldProps) {
  return (
    <TextField
      name="code"
      label={entranceMessages.fields.code}
      hint={entranceMessages.fields.codeHint}
      defaultValue={defaultValue}
      className={styles.code}
      inputMode="numeric"
      autoComplete="one-time-code"
      maxLength={20}
      error={error}
      onPaste={(event) => {
        // Mail programs copy blanks and line ends along with the digits.
        const digits = event.clipboardData.getData('text').replace(/\D/gu, '');
        if (digits.length === 0) return;
        event.preventDefault();
        event.currentTarget.value = digits.slice(0, 12);
      }}
    />
  );
}
