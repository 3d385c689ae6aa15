import {
  type ComponentProps,
  type KeyboardEvent,
  type MouseEvent,
  type ReactNode,
  useEffect,
  useRef,
  useState,
} from 'react';
import type { Photo } from '../../api/types.ts';
import { Icon } from '../../ui/icon.tsx';
import { isInControl } from '../../ui/keyboard.ts';
import { useFormat } from '../i18n/format.ts';
import { libraryMessages } from '../i18n/messages-library.ts';
import { photoName } from '../photo-grid/photo-image.ts';
import { PhotoList } from '../photo-grid/photo-list.tsx';
import styles from './selectable-photos.module.css';
import tickStyles from './selection-tick.module.css';
import { useDragBox } from './use-drag-box.ts';
import { type Selection, SelectionProvider, useCurrentSelection } from './use-selection.ts';

type SelectablePhotosProps = Omit<ComponentProps<typeof PhotoList>, 'renderOverlay'> & {
  selection: Selection;
  /** Rendered on each photo, beside its tick. */
  renderBeside?: (photo: Photo) => ReactNode;
  /** Rendered above the grid: the actions for the selection. */
  bar?: ReactNode;
};

/** A photo list with selection: by ticks, ranges, a drag box, or the keys `x`, Ctrl+A and Esc. */
export function SelectablePhotos({ selection, bar, renderBeside, ...list }: SelectablePhotosProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [renderTick] = useState(() => createTicks(renderBeside));
  const { box, isDragged } = useDragBox(frame, selection);
  useSelectionKeys(selection);

  const photoAt = (target: EventTarget | null) => {
    const id = photoIdAt(target);
    return id === undefined ? undefined : selection.shown.find((photo) => photo.id === id);
  };
  const onClickCapture = (event: MouseEvent) => {
    // A keyboard click never ends a drag, whose own click may have fired elsewhere.
    const endsDrag = isDragged.current && event.detail > 0;
    isDragged.current = false;
    const photo = photoAt(event.target);
    if (!photo) return;
    if (!endsDrag) {
      if (event.shiftKey) selection.extendTo(photo);
      else if (event.ctrlKey || event.metaKey || selection.ids.size > 0) selection.toggle(photo);
      else return;
    }
    event.preventDefault();
    event.stopPropagation();
  };
  const onKeyDown = (event: KeyboardEvent) => {
    const photo = photoAt(event.target);
    if (!photo || event.key.toLowerCase() !== 'x' || event.ctrlKey || event.metaKey) return;
    if (event.shiftKey) selection.extendTo(photo);
    else selection.toggle(photo);
  };

  return (
    <SelectionProvider value={selection}>
      {bar}
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the links and ticks in it are what is interacted with; this only listens for all of them */}
      <div
        ref={frame}
        className={styles.frame}
        onClickCapture={onClickCapture}
        onKeyDown={onKeyDown}
        onDragStart={(event) => event.preventDefault()}
      >
        <PhotoList key={list.url} {...list} renderOverlay={renderTick} />
        {box && (
          <div
            className={styles.box}
            style={{
              insetInlineStart: box.left,
              insetBlockStart: box.top,
              inlineSize: box.right - box.left,
              blockSize: box.bottom - box.top,
            }}
          />
        )}
      </div>
    </SelectionProvider>
  );
}

function useSelectionKeys(selection: Selection) {
  const latest = useRef(selection);
  useEffect(() => {
    latest.current = selection;
  });
  useEffect(() => {
    const onKeyDown = (event: globalThis.KeyboardEvent) => {
      if (event.defaultPrevented || isInControl(event.target)) return;
      const selection = latest.current;
      if (event.key === 'Escape' && selection.ids.size > 0) selection.clear();
      else if (event.key.toLowerCase() === 'a' && (event.ctrlKey || event.metaKey) && !event.shiftKey)
        selection.selectAll();
      else return;
      event.preventDefault();
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, []);
}

const photoIdAt = (target: EventTarget | null) =>
  target instanceof Element ? target.closest<HTMLElement>('[data-photo]')?.dataset.photo : undefined;

function SelectionTick({ photo }: { photo: Photo }) {
  const { ids, toggle, extendTo } = useCurrentSelection();
  const format = useFormat();
  const isSelected = ids.has(photo.id);
  return (
    <>
      <button
        type="button"
        aria-pressed={isSelected}
        aria-label={libraryMessages.selection.select(photoName(photo, format))}
        className={tickStyles.tick}
        data-selecting={ids.size > 0 || undefined}
        onClick={(event) => (event.shiftKey ? extendTo(photo) : toggle(photo))}
      >
        <span className={tickStyles.box}>{isSelected && <Icon name="check" size={16} />}</span>
      </button>
      {isSelected && <span className={tickStyles.frame} />}
    </>
  );
}

/** Returns the same element for the same photo, so that tiles do not re-render while the grid scrolls. */
function createTicks(renderBeside?: (photo: Photo) => ReactNode) {
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
