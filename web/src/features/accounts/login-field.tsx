import { entranceMessages } from '../../shared/i18n/messages-auth.ts';
import { TextField } from '../../ui/text-field.tsx';

type LoginFieldProps = {
  defaultValue: string;
  error: string | undefined;
  /** Told of what is typed, without the blanks around it. */
  onType?: (login: string) => void;
};

/** A user name or an e-mail address. */
export function LoginField({ defaultValue, error, onType }: LoginFieldProps) {
  return (
    <TextField
      name="login"
      label={entranceMessages.fields.login}
      defaultValue={defaultValue}
      autoComplete="username"
      autoCapitalize="none"
      spellCheck={false}
      error={error}
      onChange={onType && ((event) => onType(event.target.value.trim()))}
    />
  );
}
