import type { ReactNode } from 'react';
import { Icon, type IconName } from './icon.tsx';
import styles from './notice.module.css';

export type NoticeProps = {
  title: string;
  text?: ReactNode;
  icon?: IconName;
  /** The next step. */
  children?: ReactNode;
  /** `page` if nothing else is the page's heading. */
  level?: 'page' | 'section';
};

/** Replaces content that is empty, failed, not found or offline. */
export function Notice({ title, text, icon, children, level = 'section' }: NoticeProps) {
  const Heading = level === 'page' ? 'h1' : 'h2';
  return (
    <section className={styles.notice}>
      {icon && (
        <span className={styles.icon}>
          <Icon name={icon} size={32} />
        </span>
      )}
      <Heading className={styles.title}>{title}</Heading>
      {text && <p className={styles.text}>{text}</p>}
      {children && <div className={styles.actions}>{children}</div>}
    </section>
  );
}
