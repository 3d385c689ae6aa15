import { authMessages } from '../../shared/i18n/messages-auth.ts';
import { TextField } from '../../ui/text-field.tsx';

type LoginFieldProps = {
  defaultValue: string;
  error: string | undefined;
  /** Receives the trimmed text while the user types. */
  onType?: (login: string) => void;
};

/** A field for a user name or an e-mail address. */
export function LoginField({ defaultValue, error, onType }: LoginFieldProps) {
  return (
    <TextField
      name="login"
      label={authMessages.fields.login}
      defaultValue={defaultValue}
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      error={error}
      onChange={onType && ((event) => onType(event.target.value.trim()))}
    />
  );
}
