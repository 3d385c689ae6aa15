// Puts a DOM into the globals of the test process, before React looks for one.
import { Window } from 'happy-dom';

const window = new Window({ url: 'http://localhost/' });
const names = [
  'document',
  'location',
  'history',
  'localStorage',
  'sessionStorage',
  'CSS',
  'FormData',
  'matchMedia',
  'getComputedStyle',
  'requestAnimationFrame',
  'cancelAnimationFrame',
  'addEventListener',
  'removeEventListener',
  'dispatchEvent',
  'MutationObserver',
  'ResizeObserver',
  'IntersectionObserver',
];
globalThis.window = window;
for (const name of names) {
  const value = window[name];
  globalThis[name] = typeof value === 'function' && !/^[A-Z]/u.test(name) ? value.bind(window) : value;
}
for (const name of Object.getOwnPropertyNames(window))
  if (/^(?:HTML|SVG)?\w*(?:Element|Event|Node)$/u.test(name)) globalThis[name] = window[name];
// In Node, unlike in a browser, a request to a path alone is no request.
const NodeRequest = globalThis.Request;
globalThis.Request = class extends NodeRequest {
  constructor(input, init) {
    super(typeof input === 'string' ? new URL(input, window.location.href) : input, init);
  }
};
// Timers of components, such as a toast's, do not keep the test process alive.
const startTimer = globalThis.setTimeout;
globalThis.setTimeout = (...parameters) => startTimer(...parameters).unref();
// React warns of updates outside `act` if this is set.
globalThis.IS_REACT_ACT_ENVIRONMENT = true;
