import { matchPage } from './page-match.ts';

const inTransit = 'photo-in-transit';

/** Draws the next page; between a grid and a photo's page, the photo grows from its place and goes back into it. */
export function transition(from: string, to: string, update: () => void) {
  const opened = photoIdOf(to);
  const closed = photoIdOf(from);
  const isStill = matchMedia('(prefers-reduced-motion: reduce)').matches;
  if (Boolean(opened) === Boolean(closed) || isStill || !('startViewTransition' in document)) return update();

  if (opened) tileOf(opened)?.classList.add(inTransit);
  const running = document.startViewTransition(() => {
    update();
    if (closed) tileOf(closed)?.classList.add(inTransit);
  });
  const clear = () => {
    if (closed) tileOf(closed)?.classList.remove(inTransit);
  };
  running.finished.then(clear, clear);
  // A transition that is skipped, in a hidden tab say, has drawn the page all the same.
  running.ready.catch(() => undefined);
}

function photoIdOf(path: string): string | undefined {
  const match = matchPage(path);
  return match?.name === 'photo' ? match.params.id : undefined;
}

const tileOf = (id: string) => document.querySelector(`[data-photo="${CSS.escape(id)}"] img`);
