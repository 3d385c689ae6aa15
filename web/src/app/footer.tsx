import { Link } from 'wouter';
import { messages } from '../shared/i18n/messages.ts';
import styles from './footer.module.css';
import { isTheme, themes, useTheme } from './theme.ts';

/** For visitors. Members find these in the menu of their account. */
export function Footer() {
  const [theme, setTheme] = useTheme();
  return (
    <footer className={styles.footer}>
      <nav className={styles.links} aria-label={messages.footer.label}>
        <Link href="/">{messages.home.heading}</Link>
        <a href="/api/docs">{messages.footer.api}</a>
      </nav>
      <label className={styles.theme}>
        {messages.theme.label}
        <select
          className={styles.select}
          value={theme}
          onChange={({ target }) => isTheme(target.value) && setTheme(target.value)}
        >
          {themes.map((choice) => (
            <option key={choice} value={choice}>
              {messages.theme[choice]}
            </option>
          ))}
        </select>
      </label>
    </footer>
  );
}
