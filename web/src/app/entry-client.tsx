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
  // Without it, what the server drew is better than nothing.
  if (match && !(await pageLoader.load(match.name))) throw new Error('The code of this page did not arrive');
  const answers = document.getElementById('answers')?.textContent;
  if (answers) seedQueries(queryClient, JSON.parse(answers) as PageResponses);
  const app = (
    <App queryClient={queryClient} pageLoader={pageLoader} router={{ aroundNav: navigation.aroundNav }} />
  );
  restoreLostFocus(root);
  // Without answers the file was served as it stands, by a store or by the development server.
  if (answers) hydrateRoot(root, app);
  else createRoot(root).render(app);
  navigation.start();
  // Of use once somebody has logged in elsewhere; without it the server still refuses what was not meant for them.
  import('./watch-session.ts').then(({ watchSession }) => watchSession(queryClient)).catch(() => undefined);
}

void start();
