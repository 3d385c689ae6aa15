import type { ReactNode } from 'react';
import { Button, IconButton } from '../../ui/button.tsx';
import { classNames } from '../../ui/class-names.ts';
import toolbarStyles from '../../ui/scrolling-toolbar.module.css';
import { useFormat } from '../i18n/format.ts';
import { libraryMessages } from '../i18n/messages-library.ts';
import styles from './selection-bar.module.css';
import type { Selection } from './use-selection.ts';

type SelectionBarProps = {
  selection: Selection;
  /** The actions, disabled while photos are being read. */
  children: ReactNode;
  /** Shown while nothing is selected. */
  idle?: ReactNode;
};

/** A bar above the grid that stays in view. */
export function SelectionBar({ selection, children, idle }: SelectionBarProps) {
  const format = useFormat();
  const count = selection.photos.length;
  const words = libraryMessages.selection;
  return (
    <div className={styles.bar} data-selecting={count > 0 || undefined}>
      {count === 0 ? (
        idle
      ) : (
        <section
          className={classNames(toolbarStyles.toolbar, styles.content)}
          aria-label={words.label}
          data-heir="a[data-photo]"
        >
          <IconButton icon="close" label={words.clear} onClick={selection.clear} />
          <p className={styles.count} role="status">
            {words.count(format.number(count))}
          </p>
          {!selection.isAll && (
            <Button look="plain" busy={selection.isReading} onClick={selection.selectAll}>
              {words.all}
            </Button>
          )}
          <fieldset className={styles.actions} disabled={selection.isReading}>
            {children}
          </fieldset>
        </section>
      )}
    </div>
  );
}
