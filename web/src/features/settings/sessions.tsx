import { queryOptions, useQuery } from '@tanstack/react-query';
import { api } from '../../api/client.ts';
import { unwrap } from '../../api/request.ts';
import { LoadError } from '../../shared/errors/error-states.tsx';
import { useFormat } from '../../shared/i18n/format.ts';
import { messages } from '../../shared/i18n/messages.ts';
import { settingsMessages } from '../../shared/i18n/messages-settings.ts';
import { Button } from '../../ui/button.tsx';
import { Spinner } from '../../ui/spinner.tsx';
import styles from './settings.module.css';
import { useListRemoval } from './use-list-removal.ts';

export const sessionsKey = ['/me/sessions'];

const sessionsQuery = queryOptions({
  queryKey: sessionsKey,
  queryFn: ({ signal }) => unwrap(api.GET('/me/sessions', { signal })),
});

const endSession = (id: string) => unwrap(api.DELETE('/me/sessions/{id}', { params: { path: { id } } }));

const words = settingsMessages;

export function Sessions() {
  const { data, error, refetch } = useQuery(sessionsQuery);
  const { remove, isListed } = useListRemoval(sessionsQuery.queryKey, endSession, words.sessionEnded);
  const format = useFormat();
  if (data === undefined)
    return error ? (
      <LoadError error={error} onRetry={() => void refetch()} level="section" />
    ) : (
      <Spinner label={messages.app.loading} />
    );
  return (
    <ul id="sessions" tabIndex={-1} aria-label={words.sessions}>
      {data.items.filter(isListed).map(({ id, device, createdAt, lastSeenAt, current }) => (
        <li key={id} className={styles.item} data-heir="#sessions">
          <p className={styles.facts}>
            <span className={styles.name}>{device}</span>
            <span className={styles.quiet}>
              {words.sessionFacts(format.day(createdAt), format.day(lastSeenAt))}
            </span>
          </p>
          {current ? (
            <span className={styles.mark}>{words.thisSession}</span>
          ) : (
            <Button aria-label={words.endSessionOf(device)} onClick={() => remove(id)}>
              {words.endSession}
            </Button>
          )}
        </li>
      ))}
    </ul>
  );
}
