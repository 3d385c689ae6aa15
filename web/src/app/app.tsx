import { type QueryClient, QueryClientProvider, useQuery } from '@tanstack/react-query';
import { pages, resolveTypedAddress } from '@vitrine/contract/pages.ts';
import { type ComponentProps, StrictMode, Suspense, use, useCallback, useEffect, useState } from 'react';
import { Redirect, Router, useRouter } from 'wouter';
import { usePathname, useSearch } from 'wouter/use-browser-location';
import { isReachable, offlineProblem } from '../api/request.ts';
import { sessionQuery } from '../api/session.ts';
import { UploadProvider } from '../features/uploads/upload-provider.tsx';
import { LoadError, NotFound } from '../shared/errors/error-states.tsx';
import { messages } from '../shared/i18n/messages.ts';
import { ControlLabelsContext } from '../ui/control-labels.ts';
import { leaveGuard } from '../ui/leave-guard.ts';
import { Spinner } from '../ui/spinner.tsx';
import { ToastProvider } from '../ui/toast.tsx';
import { Layout } from './layout.tsx';
import { type PageLoader, PageLoaderContext, usePageLoader } from './page-loader.ts';
import { matchPage, type PageMatch } from './page-match.ts';

export type AppProps = {
  queryClient: QueryClient;
  pageLoader: PageLoader;
  router?: Omit<ComponentProps<typeof Router>, 'children'>;
};

export function App({ queryClient, pageLoader, router = {} }: AppProps) {
  return (
    <StrictMode>
      <QueryClientProvider client={queryClient}>
        <PageLoaderContext value={pageLoader}>
          <Router {...router}>
            <ControlLabelsContext value={messages.controls}>
              <ToastProvider>
                <UploadProvider>
                  <Layout>
                    <CurrentPage />
                  </Layout>
                </UploadProvider>
              </ToastProvider>
            </ControlLabelsContext>
          </Router>
        </PageLoaderContext>
      </QueryClientProvider>
    </StrictMode>
  );
}

/** Renders the page for the current URL. */
function CurrentPage() {
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
  // Keep unsaved input until the user discards it: the header links to the log-in.
  if (isMembersOnly && account === null && !leaveGuard.isActive()) {
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
  // Another profile starts with fresh state. Photos share one page, so that turning to a neighbour keeps it.
  const key = match.name === 'photo' ? match.name : `${match.name} ${Object.values(match.params).join(' ')}`;
  return <Page key={key} params={match.params} />;
}

const chunkOffline = offlineProblem();

/**
 * Replaces a page whose code could not be fetched. Browsers may cache that failure for the document's lifetime, and a
 * newer release has other files: reload as soon as the server is reachable.
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
