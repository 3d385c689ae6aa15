import type { ReactNode } from 'react';
import styles from './auth-layout.module.css';

type AuthLayoutProps = { title: string; text?: ReactNode; children: ReactNode; footer?: ReactNode };

/** Layout of the pages for registration, log-in and password reset. */
export function AuthLayout({ title, text, children, footer }: AuthLayoutProps) {
  return (
    <div className={styles.page}>
      <div className={styles.column}>
        <h1 className={styles.title}>{title}</h1>
        {text && <p className={styles.text}>{text}</p>}
        <div className={styles.body}>{children}</div>
        {footer && <footer className={styles.footer}>{footer}</footer>}
      </div>
    </div>
  );
}
