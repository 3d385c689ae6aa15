import { useQuery } from '@tanstack/react-query';
import { pages, resolveTypedAddress } from '@vitrine/contract/pages.ts';
import { Suspense, use } from 'react';
import { Redirect, useRouter } from 'wouter';
import { usePathname, useSearch } from 'wouter/use-browser-location';
import { sessionQuery } from '../api/use-session.ts';
import { Failure } from '../shared/errors/failure.tsx';
import { NotFound } from '../shared/errors/not-found.tsx';
import { messages } from '../shared/i18n/messages.ts';
import { leaveGuard } from '../ui/leave-guard.ts';
import { Spinner } from '../ui/spinner.tsx';
import { MissingPage } from './missing-page.tsx';
import { usePageLoader } from './page-loader.ts';
import { matchPage, type PageMatch } from './page-match.ts';

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
      <Failure error={session.error} onRetry={() => void session.refetch()} />
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
  if (!Page) return <MissingPage key={match.name} />;
  // Another user's profile, another photo: a page of its own, with none of the last one's state.
  const key = match.name === 'photo' ? match.name : `${match.name} ${Object.values(match.params).join(' ')}`;
  return <Page key={key} params={match.params} />;
}
