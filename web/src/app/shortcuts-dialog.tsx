import { shortcutMessages } from '../shared/i18n/messages-shortcuts.ts';
import { Dialog } from '../ui/dialog.tsx';
import styles from './shortcuts-dialog.module.css';

const keys = shortcutMessages;
const groups: { title: string; rows: [string[], string][] }[] = [
  {
    title: keys.anywhere,
    rows: [
      [['?'], keys.help],
      [['F8'], keys.news],
    ],
  },
  {
    title: keys.grid,
    rows: [
      [['←', '↑', '→', '↓'], keys.move],
      [[keys.enter], keys.open],
    ],
  },
  {
    title: keys.own,
    rows: [
      [['x'], keys.select],
      [['Shift', 'x'], keys.selectTo],
      [['Ctrl', 'A'], keys.selectAll],
      [['Esc'], keys.clear],
    ],
  },
  {
    title: keys.photo,
    rows: [
      [['←', '→'], keys.neighbours],
      [['i'], keys.info],
      [['l'], keys.like],
      [['d'], keys.download],
      [['+', '−', '0'], keys.zoom],
      [['Esc'], keys.back],
    ],
  },
];

export function ShortcutsDialog({ onClose }: { onClose: () => void }) {
  return (
    <Dialog title={keys.title} onClose={onClose}>
      {groups.map((group) => (
        <section key={group.title} className={styles.group}>
          <h3 className={styles.title}>{group.title}</h3>
          <dl className={styles.list}>
            {group.rows.map(([names, meaning]) => (
              <div key={meaning} className={styles.row}>
                <dt className={styles.keys}>
                  {names.map((name) => (
                    <kbd key={name}>{name}</kbd>
                  ))}
                </dt>
                <dd>{meaning}</dd>
              </div>
            ))}
          </dl>
        </section>
      ))}
    </Dialog>
  );
}
