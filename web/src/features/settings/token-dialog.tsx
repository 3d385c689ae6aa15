import { useState } from 'react';
import { splitProblem } from '../../shared/errors/problem-text.ts';
import { useFormat } from '../../shared/i18n/format.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { Button } from '../../ui/button.tsx';
import { RadioGroup } from '../../ui/checkbox-radio.tsx';
import { copyToClipboard } from '../../ui/clipboard.ts';
import { Dialog } from '../../ui/dialog.tsx';
import { fieldText } from '../../ui/form.tsx';
import { FormDialog } from '../../ui/form-dialog.tsx';
import { PasswordField, TextField } from '../../ui/text-field.tsx';
import styles from './settings.module.css';
import { type TokenScope, useCreateToken } from './use-tokens.ts';

const words = settingsMessages;
const scopes: readonly TokenScope[] = ['read', 'write'];
const days = [7, 30, 90, 365];

export function TokenDialog({ onClose }: { onClose: () => void }) {
  const create = useCreateToken();
  const format = useFormat();
  const [name, setName] = useState('');
  const [scope, setScope] = useState<TokenScope>('read');
  const { fields, general: rest } = splitProblem(create.error, ['name', 'password']);
  if (create.data) return <TokenSecret secret={create.data.secret} onClose={onClose} />;
  return (
    <FormDialog
      title={words.createToken}
      submit={words.tokenSubmit}
      isBusy={create.isPending}
      isChanged={name.trim() !== ''}
      problem={rest}
      onSubmit={(form) =>
        create.mutate({
          password: fieldText(form, 'password'),
          name,
          scopes: scope === 'write' ? ['read', 'write'] : ['read'],
          expiresInDays: Number(fieldText(form, 'days')),
        })
      }
      onClose={onClose}
    >
      <TextField
        label={words.tokenName}
        value={name}
        maxLength={100}
        error={fields.name}
        onChange={(event) => setName(event.target.value)}
      />
      <RadioGroup
        label={words.tokenScope}
        value={scope}
        onChange={setScope}
        options={scopes.map((value) => ({
          value,
          label: words.tokenScopes[value],
          hint: words.tokenScopeHints[value],
        }))}
      />
      <label className={styles.expiry}>
        {words.tokenExpiry}
        <select name="days" defaultValue={90} className={styles.select}>
          {days.map((count) => (
            <option key={count} value={count}>
              {words.tokenDays(count, format.number(count))}
            </option>
          ))}
        </select>
      </label>
      <PasswordField
        name="password"
        label={words.currentPassword}
        autoComplete="current-password"
        error={fields.password}
      />
    </FormDialog>
  );
}

type TokenSecretProps = { secret: string; onClose: () => void };

/** Shows a token's secret, once only. A click outside does not close the dialog. */
function TokenSecret({ secret, onClose }: TokenSecretProps) {
  const [isCopied, setIsCopied] = useState<boolean>();
  return (
    <Dialog
      title={words.tokenSecret}
      closesOnBackdropClick={false}
      onClose={onClose}
      actions={
        <>
          <Button onClick={async () => setIsCopied(await copyToClipboard(secret))}>{words.copy}</Button>
          <Button look="primary" onClick={onClose}>
            {words.done}
          </Button>
        </>
      }
    >
      <div className={styles.form}>
        <p>{words.tokenSecretHint}</p>
        <code className={styles.secret}>{secret}</code>
        <p role="status">{isCopied === undefined ? '' : isCopied ? words.copied : words.copyFailed}</p>
      </div>
    </Dialog>
  );
}
