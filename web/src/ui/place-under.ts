const margin = 8;

/** Puts a popover under what opened it, or over it where there is no room, and inside the window. */
export function placeUnder(popover: HTMLElement, opener: Element | null) {
  if (!opener) return;
  const anchor = opener.getBoundingClientRect();
  const { width, height } = popover.getBoundingClientRect();
  // Without the gutter that is kept free for a scrollbar, which `clientWidth` counts where scrollbars are hidden.
  const room = document.documentElement.getBoundingClientRect().width - width - margin;
  const isAtEnd = anchor.left + anchor.width / 2 > window.innerWidth / 2;
  const left = isAtEnd ? anchor.right - width : anchor.left;
  const below = anchor.bottom + margin;
  const top = below + height > window.innerHeight - margin ? anchor.top - height - margin : below;
  popover.style.left = `${Math.max(margin, Math.min(left, room))}px`;
  popover.style.top = `${Math.max(margin, top)}px`;
}
