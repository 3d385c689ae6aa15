import { useCallback, useEffect, useState } from 'react';
import { noConnection } from '../api/api-problem.ts';
import { isReachable } from '../api/is-reachable.ts';
import { Failure } from '../shared/errors/failure.tsx';
import { messages } from '../shared/i18n/messages.ts';
import { Spinner } from '../ui/spinner.tsx';

const missing = noConnection();

/**
 * In place of a page whose code could not be fetched. A document may keep to that for good (Firefox asks once), and a
 * newer Vitrine has other files: as soon as it can be reached, the page comes from it anew.
 */
export function MissingPage() {
  const [isAway, setAway] = useState(false);
  const fetchAnew = useCallback(async () => {
    if (await isReachable()) location.reload();
    else setAway(true);
  }, []);
  const retry = useCallback(() => void fetchAnew(), [fetchAnew]);
  useEffect(retry, [retry]);
  if (!isAway) return <Spinner label={messages.app.loading} />;
  return <Failure error={missing} onRetry={retry} />;
}
