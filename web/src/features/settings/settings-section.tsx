import { type ReactNode, useId } from 'react';
import styles from './settings.module.css';

type SettingsSectionProps = { title: string; text?: string; children: ReactNode };

/** What it is about on one side, what there is to do on the other. */
export function SettingsSection({ title, text, children }: SettingsSectionProps) {
  const titleId = useId();
  return (
    <section className={styles.section} aria-labelledby={titleId}>
      <header className={styles.words}>
        <h2 id={titleId} className={styles.title}>
          {title}
        </h2>
        {text && <p className={styles.quiet}>{text}</p>}
      </header>
      <div className={styles.body}>{children}</div>
    </section>
  );
}
