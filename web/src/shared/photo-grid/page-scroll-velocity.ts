import { createScrollPace } from './scroll-velocity.ts';

/** How the window is being scrolled. On the server it stands still. */
export const pagePace = createScrollPace();

if (typeof window !== 'undefined')
  window.addEventListener('scroll', () => pagePace.moveTo(window.scrollY, performance.now()), {
    passive: true,
  });
