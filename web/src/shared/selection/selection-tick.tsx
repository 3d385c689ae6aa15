import type { ReactNode } from 'react';
import type { Photo } from '../../api/types.ts';
import { Icon } from '../../ui/icon.tsx';
import { libraryMessages } from '../i18n/messages-library.ts';
import { useFormat } from '../i18n/use-format.ts';
import { photoName } from '../photo-grid/photo-alt.ts';
import styles from './selection-tick.module.css';
import { useCurrentSelection } from './use-selection.ts';

export function SelectionTick({ photo }: { photo: Photo }) {
  const { ids, toggle, extendTo } = useCurrentSelection();
  const format = useFormat();
  const isSelected = ids.has(photo.id);
  return (
    <>
      <button
        type="button"
        aria-pressed={isSelected}
        aria-label={libraryMessages.selection.select(photoName(photo, format))}
        className={styles.tick}
        data-selecting={ids.size > 0 || undefined}
        onClick={(event) => (event.shiftKey ? extendTo(photo) : toggle(photo))}
      >
        <span className={styles.box}>{isSelected && <Icon name="check" size={16} />}</span>
      </button>
      {isSelected && <span className={styles.frame} />}
    </>
  );
}

/** The same element for the same photo, so that tiles are not drawn anew as the grid scrolls. */
export function createTicks(renderBeside?: (photo: Photo) => ReactNode) {
  const ticks = new WeakMap<Photo, ReactNode>();
  return (photo: Photo) => {
    const known = ticks.get(photo) ?? (
      <>
        <SelectionTick photo={photo} />
        {renderBeside?.(photo)}
      </>
    );
    ticks.set(photo, known);
    return known;
  };
}
