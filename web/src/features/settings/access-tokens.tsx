import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { LoadError } from '../../shared/errors/error-states.tsx';
import { useFormat } from '../../shared/i18n/format.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { lazyComponent } from '../../shared/lazy-component.tsx';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import styles from './settings.module.css';
import { useListRemoval } from './use-list-removal.ts';
import { revokeToken, tokensQuery } from './use-tokens.ts';

const TokenDialog = lazyComponent(async () => (await import('./token-dialog.tsx')).TokenDialog);

const words = settingsMessages;

export function AccessTokens() {
  const { data, error, refetch } = useQuery(tokensQuery);
  const { remove, isListed } = useListRemoval(tokensQuery.queryKey, revokeToken, words.tokenRevoked);
  const format = useFormat();
  const [isCreating, setIsCreating] = useState(false);
  if (data === undefined)
    return error ? (
      <LoadError error={error} onRetry={() => void refetch()} level="section" />
    ) : (
      <Spinner label={messages.app.loading} />
    );
  const items = data.items.filter(isListed);
  return (
    <>
      {items.length === 0 ? (
        <p className={styles.quiet}>{words.noTokens}</p>
      ) : (
        <ul id="tokens" tabIndex={-1} aria-label={words.tokens}>
          {items.map(({ id, name, scopes, expiresAt, lastUsedAt }) => (
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
              <Button aria-label={words.revokeTokenOf(name)} onClick={() => remove(id)}>
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
