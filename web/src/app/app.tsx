import { type QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { type ComponentProps, StrictMode } from 'react';
import { Router } from 'wouter';
import { UploadProvider } from '../features/uploads/upload-provider.tsx';
import { messages } from '../shared/i18n/messages.ts';
import { ControlLabelsContext } from '../ui/control-labels.ts';
import { ToastProvider } from '../ui/toast.tsx';
import { Layout } from './layout.tsx';
import { type PageLoader, PageLoaderContext } from './page-loader.ts';
import { CurrentPage } from './router.tsx';

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
