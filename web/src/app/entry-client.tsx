import '../styles/layers.css';
import '../styles/reset.css';
import '../styles/tokens.css';
import '../styles/transitions.css';
import '@fontsource-variable/inter/wght.css';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { createQueryClient, type PageResponses, seedQueries } from '../api/query-client.ts';
import { restoreLostFocus } from '../ui/keyboard.ts';
import { App } from './app.tsx';
import { createNavigation } from './navigation.ts';
import { createPageLoader } from './page-loader.ts';
import { matchPage } from './page-match.ts';

async function start() {
  const root = document.getElementById('root');
  if (!root) throw new Error('The document has no #root');
  const queryClient = createQueryClient();
  const pageLoader = createPageLoader();
  const navigation = createNavigation(pageLoader);
  const match = matchPage(location.pathname);
  // Without the code of the page, keep the HTML that the server rendered.
  if (match && !(await pageLoader.load(match.name))) throw new Error('The code of this page did not arrive');
  const answers = document.getElementById('answers')?.textContent;
  if (answers) seedQueries(queryClient, JSON.parse(answers) as PageResponses);
  const app = (
    <App queryClient={queryClient} pageLoader={pageLoader} router={{ aroundNav: navigation.aroundNav }} />
  );
  restoreLostFocus(root);
  // Without embedded responses, a static file server or the development server served the document.
  if (answers) hydrateRoot(root, app);
  else createRoot(root).render(app);
  navigation.start();
  // Optional: the server still refuses requests that were meant for another account.
  import('./watch-session.ts').then(({ watchSession }) => watchSession(queryClient)).catch(() => undefined);
}

void start();
