import '../styles/layers.css';
import '../styles/reset.css';
import '../styles/tokens.css';
import '@fontsource-variable/inter/wght.css';
import { type ReactNode, StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { messages } from '../shared/i18n/messages.ts';
import { ControlLabelsContext } from '../ui/control-labels.ts';
import { ToastProvider } from '../ui/toast.tsx';
import { catalogue, type Entry } from './catalogue.tsx';
import styles from './catalogue-page.module.css';

/** `/dev/ui`: every control of `ui/` in each of its states. Only the development server has this page. */
function CataloguePage() {
  return (
    <main className={styles.page}>
      <h1 className={styles.heading}>Controls</h1>
      {catalogue.map((entry) => (
        <EntrySection key={titleOf(entry)} entry={entry} />
      ))}
    </main>
  );
}

const titleOf = ({ controls }: Entry) => controls.map(({ name }) => name).join(', ');

function EntrySection({ entry }: { entry: Entry }) {
  return (
    <section className={styles.entry}>
      <h2 className={styles.title}>{titleOf(entry)}</h2>
      <div className={styles.states}>
        {Object.entries(entry.states).map(([name, element]) => (
          <State key={name} name={name}>
            {element}
          </State>
        ))}
      </div>
    </section>
  );
}

function State({ name, children }: { name: string; children: ReactNode }) {
  return (
    <figure className={styles.state}>
      <figcaption className={styles.caption}>{name}</figcaption>
      {children}
    </figure>
  );
}

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <ControlLabelsContext value={messages.controls}>
        <ToastProvider>
          <CataloguePage />
        </ToastProvider>
      </ControlLabelsContext>
    </StrictMode>,
  );
