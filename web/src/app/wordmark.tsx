import { messages } from '../shared/i18n/messages.ts';
import styles from './wordmark.module.css';

export function Wordmark() {
  return (
    <span className={styles.wordmark} aria-hidden="true">
      <svg
        width="1.625rem"
        height="1.625rem"
        viewBox="0 0 32 32"
        fill="none"
        stroke="currentColor"
        strokeWidth="2.2"
        aria-hidden="true"
      >
        <path d="M5 6h22v15H5zM3 26h26M9 17l5-5 4 4 2-2 3 3" strokeLinejoin="round" strokeLinecap="round" />
      </svg>
      {messages.app.name}
    </span>
  );
}
