import './dom.mjs';
import { act, type ReactNode } from 'react';
import { createRoot } from 'react-dom/client';
import { messages } from '../shared/i18n/messages.ts';
import { ControlLabelsContext } from '../ui/control-labels.ts';

export type Rendered = Disposable & {
  container: HTMLElement;
  /** Renders other properties or another element into the same place. */
  update(element: ReactNode): void;
  /** The one element that fits the selector. Throws if there is none. */
  find<Found extends HTMLElement = HTMLElement>(selector: string): Found;
  /** The button whose text or label this is. */
  findButton(name: string): HTMLButtonElement;
};

/** Renders an element into the document of happy-dom, which has no layout: tests of that need a browser. */
export function render(element: ReactNode): Rendered {
  const container = document.body.appendChild(document.createElement('div'));
  const root = createRoot(container);
  const update = (next: ReactNode) =>
    act(() => root.render(<ControlLabelsContext value={messages.controls}>{next}</ControlLabelsContext>));
  update(element);
  return {
    container,
    update,
    find<Found extends HTMLElement>(selector: string) {
      const found = container.querySelector<Found>(selector);
      if (!found) throw new Error(`Nothing fits ${selector} in ${container.innerHTML}`);
      return found;
    },
    findButton(name) {
      const found = [...container.querySelectorAll('button')].find(
        (button) => button.textContent?.trim() === name || button.getAttribute('aria-label') === name,
      );
      if (!found) throw new Error(`No button is called ${name} in ${container.innerHTML}`);
      return found;
    },
    [Symbol.dispose]() {
      act(() => root.unmount());
      container.remove();
    },
  };
}

export function press(element: HTMLElement): void {
  act(() => element.click());
}

/** Presses a key while the element has the focus. Returns false if a handler prevented the default. */
export function pressKey(element: HTMLElement, key: string): boolean {
  const event = new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true });
  act(() => void element.dispatchEvent(event));
  return !event.defaultPrevented;
}

/** Enters text as a user does: React ignores a value that is only assigned. */
export function enterText(input: HTMLInputElement | HTMLTextAreaElement, text: string): void {
  const { set } = Object.getOwnPropertyDescriptor(Object.getPrototypeOf(input), 'value') ?? {};
  act(() => {
    set?.call(input, text);
    input.dispatchEvent(new Event('input', { bubbles: true }));
  });
}
