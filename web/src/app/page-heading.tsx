import type { ReactNode } from 'react';
import styles from './page-heading.module.css';

type PageHeadingProps = {
  title: string;
  /** A secondary line under the title. */
  note?: ReactNode;
  /** Replaces `note` where there is more to say: the owner, the count, a description. */
  about?: ReactNode;
  /** Shown beside the title. */
  actions?: ReactNode;
  children: ReactNode;
};

/** A page with a title above its content. */
export function PageHeading({ title, note, about, actions, children }: PageHeadingProps) {
  return (
    <div className={styles.page}>
      <header className={styles.header}>
        <div className={styles.words}>
          <h1 className={styles.title} dir="auto">
            {title}
          </h1>
          {note && <p className={styles.note}>{note}</p>}
          {about}
        </div>
        {actions && <div className={styles.actions}>{actions}</div>}
      </header>
      {children}
    </div>
  );
}
