import { type KeyboardEvent, type ReactNode, useEffect, useMemo, useRef, useState } from 'react';
import type { Photo } from '../../api/types.ts';
import { messages } from '../i18n/messages.ts';
import { type Box, boxesOfRow, photoAcross, rowOfPhoto } from './justified-rows.ts';
import styles from './photo-grid.module.css';
import { gridAspect } from './photo-image.ts';
import { boxStyle, PhotoTile } from './photo-tile.tsx';
import { type RowWindow, useRowWindow } from './use-row-window.ts';

export type PhotoGridProps = {
  /** A number is the aspect ratio of a photo that is not loaded. */
  photos: readonly (Photo | number)[];
  /** Receives the range of rendered photos, end excluded, and the focused photo. Pass a stable function. */
  onRange?: ((from: number, to: number, focused: number | undefined) => void) | undefined;
  /** Called near the end of the list. `undefined` if there is no more. */
  onEnd?: (() => void) | undefined;
  /** The URL of the list, which the photo page steps through. */
  listUrl?: string | undefined;
  hrefOf?: (photo: Photo) => string;
  /** Renders an overlay, such as a tick, beside the photo's link. Pass a stable function. */
  renderOverlay?: (photo: Photo, index: number) => ReactNode;
  label?: string;
};

const photoHref = (photo: Photo) => `/photos/${photo.id}`;
/** Rows left below the rendered ones when the next page is requested. */
const rowsAhead = 12;
const urgentCount = 8;

export function PhotoGrid({
  photos,
  onEnd,
  listUrl: listAddress,
  hrefOf = photoHref,
  ...rest
}: PhotoGridProps) {
  const { renderOverlay, onRange, label = messages.grid.label } = rest;
  const grid = useRef<HTMLUListElement>(null);
  const aspects = useMemo(() => Float32Array.from(photos, aspectOfEntry), [photos]);
  const view = useRowWindow(grid, photos, aspects);
  const [focusedId, setFocusedId] = useState<string>();
  const focused = focusedId === undefined ? undefined : indexOfPhoto(photos, focusedId);
  const isNearEnd = view !== undefined && view.to >= view.rows.count - rowsAhead;

  useEffect(() => {
    if (isNearEnd) onEnd?.();
  }, [isNearEnd, onEnd]);

  const first = view?.rows.starts[view.from];
  const last = view?.rows.starts[view.to];
  useEffect(() => {
    if (first !== undefined && last !== undefined) onRange?.(first, last, focused);
  }, [first, last, focused, onRange]);

  const onKeyDown = (event: KeyboardEvent) => {
    const index = focusedIndex(event.target);
    if (!view || index === undefined || event.altKey || event.ctrlKey || event.metaKey || event.shiftKey)
      return;
    const next = neighbour(event.key, index, view, aspects);
    if (next === undefined || !photos[next]) return;
    event.preventDefault();
    const link = grid.current?.querySelector<HTMLElement>(`[data-index="${next}"]`);
    link?.focus({ preventScroll: true });
    link?.scrollIntoView({ block: 'nearest' });
  };

  const tile = (index: number, box?: Box) => {
    const photo = photos[index];
    if (photo === undefined) return null;
    if (typeof photo === 'number')
      return <li key={index} className={styles.absent} style={box && boxStyle(box)} />;
    return (
      <PhotoTile
        key={photo.id}
        photo={photo}
        index={index}
        href={hrefOf(photo)}
        aspect={aspects[index] ?? 1}
        box={box}
        urgent={index < urgentCount}
        listUrl={listAddress}
        overlay={renderOverlay?.(photo, index)}
      />
    );
  };

  return (
    <div className={styles.frame}>
      <ul
        ref={grid}
        className={view ? styles.placed : styles.flowing}
        style={view && { blockSize: view.rows.tops[view.rows.count] }}
        aria-label={label}
        onKeyDown={onKeyDown}
        onFocus={(event) => setFocusedId(photoIdOf(event.target))}
        onBlur={() => setFocusedId(undefined)}
      >
        {view
          ? drawnRows(view, focused).flatMap((row) =>
              boxesOfRow(view.rows, aspects, row).map((box, at) =>
                tile((view.rows.starts[row] ?? 0) + at, box),
              ),
            )
          : photos.map((_, index) => tile(index))}
      </ul>
    </div>
  );
}

const aspectOfEntry = (photo: Photo | number) => (typeof photo === 'number' ? photo : gridAspect(photo));

/** Keeps the focused row rendered, however far it is scrolled away. */
function drawnRows({ rows, from, to }: RowWindow, focused: number | undefined): number[] {
  const drawn = Array.from({ length: Math.max(0, to - from) }, (_, at) => from + at);
  if (focused === undefined) return drawn;
  const row = rowOfPhoto(rows, focused);
  if (row < from) return [row, ...drawn];
  return row >= to ? [...drawn, row] : drawn;
}

function neighbour(key: string, index: number, { rows }: RowWindow, aspects: Float32Array) {
  if (key === 'ArrowLeft') return index - 1;
  if (key === 'ArrowRight') return index + 1;
  if (key === 'ArrowUp') return photoAcross(rows, aspects, index, -1);
  if (key === 'ArrowDown') return photoAcross(rows, aspects, index, 1);
  return undefined;
}

/* A tick is a sibling of its photo's link. */
const photoIdOf = (target: Element) =>
  target.closest('li')?.querySelector<HTMLElement>('[data-photo]')?.dataset.photo;

function indexOfPhoto(photos: PhotoGridProps['photos'], id: string) {
  const at = photos.findIndex((photo) => typeof photo !== 'number' && photo.id === id);
  return at < 0 ? undefined : at;
}

function focusedIndex(target: EventTarget): number | undefined {
  const index =
    target instanceof Element ? target.closest<HTMLElement>('[data-index]')?.dataset.index : undefined;
  return index === undefined ? undefined : Number(index);
}
