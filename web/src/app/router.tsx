import { useQuery } from '@tanstack/react-query';
import { pages, resolveTypedAddress } from '@vitrine/contract/pages.ts';
import { Suspense, use, useCallback, useEffect, useState } from 'react';
import { Redirect, useRouter } from 'wouter';
import { usePathname, useSearch } from 'wouter/use-browser-location';
import { offlineProblem } from '../api/api-problem.ts';
import { isReachable } from '../api/request.ts';
import { sessionQuery } from '../api/session.ts';
import { LoadError, NotFound } from '../shared/errors/error-states.tsx';
import { messages } from '../shared/i18n/messages.ts';
import { leaveGuard } from '../ui/leave-guard.ts';
import { Spinner } from '../ui/spinner.tsx';
import { usePageLoader } from './page-loader.ts';
import { matchPage, type PageMatch } from './page-match.ts';

const chunkOffline = offlineProblem();

/**
 * In place of a page whose code could not be fetched. A document may keep to that for good (Firefox asks once), and a
 * newer Vitrine has other files: as soon as it can be reached, the page comes from it anew.
 */
function ChunkErrorPage() {
  const [isAway, setAway] = useState(false);
  const fetchAnew = useCallback(async () => {
    if (await isReachable()) location.reload();
    else setAway(true);
  }, []);
  const retry = useCallback(() => void fetchAnew(), [fetchAnew]);
  useEffect(retry, [retry]);
  if (!isAway) return <Spinner label={messages.app.loading} />;
  return <LoadError error={chunkOffline} onRetry={retry} />;
}

/** The page that the address stands for. */
export function CurrentPage() {
  const router = useRouter();
  const path = usePathname(router);
  const search = useSearch(router);
  const session = useQuery(sessionQuery);
  const account = session.data?.account;
  const match = matchPage(path);
  if (!match) {
    const meant = account === undefined ? undefined : resolveTypedAddress(path, account?.username);
    return meant ? <Redirect to={meant} replace /> : <NotFound />;
  }
  const isMembersOnly = 'membersOnly' in pages[match.name];
  // What is not saved stays until it is given up: the header leads to a log-in.
  if (isMembersOnly && account === null && !leaveGuard.isHeld()) {
    const next = encodeURIComponent(path + search);
    return <Redirect to={`/login?next=${next}`} replace />;
  }
  if (isMembersOnly && account === undefined)
    return session.error ? (
      <LoadError error={session.error} onRetry={() => void session.refetch()} />
    ) : (
      <Spinner label={messages.app.loading} />
    );
  return (
    <Suspense fallback={<Spinner label={messages.app.loading} />}>
      <LoadedPage match={match} />
    </Suspense>
  );
}

function LoadedPage({ match }: { match: PageMatch }) {
  const loader = usePageLoader();
  const Page = loader.peek(match.name) ?? use(loader.load(match.name));
  if (!Page) return <ChunkErrorPage key={match.name} />;
  // Another user's profile, another photo: a page of its own, with none of the last one's state.
  const key = match.name === 'photo' ? match.name : `${match.name} ${Object.values(match.params).join(' ')}`;
  return <Page key={key} params={match.params} />;
}
