import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Failure } from '../../app/failure.tsx';
import { latePart } from '../../app/late-part.tsx';
import { messages } from '../../app/messages.ts';
import { settingsMessages } from '../../app/messages-settings.ts';
import { problemText } from '../../app/problem-text.ts';
import { useFormat } from '../../app/use-format.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import { useToast } from '../../ui/toast.tsx';
import styles from './settings.module.css';
import { tokensQuery, useRevokeToken } from './use-tokens.ts';

const TokenDialog = latePart(async () => (await import('./token-dialog.tsx')).TokenDialog);

const words = settingsMessages;

export function AccessTokens() {
  const { data, error, refetch } = useQuery(tokensQuery);
  const revoke = useRevokeToken();
  const toast = useToast();
  const format = useFormat();
  const [isCreating, setIsCreating] = useState(false);
  if (data === undefined)
    return error ? (
      <Failure error={error} onRetry={() => void refetch()} level="section" />
    ) : (
      <Spinner label={messages.app.loading} />
    );
  return (
    <>
      {data.items.length === 0 ? (
        <p className={styles.quiet}>{words.noTokens}</p>
      ) : (
        <ul id="tokens" tabIndex={-1} aria-label={words.tokens}>
          {data.items.map(({ id, name, scopes, expiresAt, lastUsedAt }) => (
            <li key={id} className={styles.item} data-heir="#tokens">
              <p className={styles.facts}>
                <span className={styles.name} dir="auto">
                  {name}
                </span>
                <span className={styles.quiet}>
                  {words.tokenFacts(
                    words.tokenScopes[scopes.includes('write') ? 'write' : 'read'],
                    format.day(expiresAt),
                    lastUsedAt ? words.tokenUsed(format.day(lastUsedAt)) : words.tokenUnused,
                  )}
                </span>
              </p>
              <Button
                aria-label={words.revokeTokenOf(name)}
                onClick={() =>
                  revoke.mutate(id, {
                    onSuccess: () => toast({ text: words.tokenRevoked }),
                    onError: (error) => toast({ text: problemText(error) }),
                  })
                }
              >
                {words.revokeToken}
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Button icon="plus" onClick={() => setIsCreating(true)}>
        {words.createToken}
      </Button>
      {isCreating && <TokenDialog onClose={() => setIsCreating(false)} />}
    </>
  );
}
