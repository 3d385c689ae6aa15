import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { act } from 'react';
import { press, pressKey, render } from '../testing/render.tsx';
import { type Toast, ToastProvider, useToast } from './toast.tsx';

let show: (toast: Toast) => void = () => undefined;
function Page() {
  show = useToast();
  return null;
}
const renderPage = () =>
  render(
    <ToastProvider>
      <Page />
    </ToastProvider>,
  );
const showToast = (toast: Toast) => act(() => show(toast));

describe('a toast', () => {
  it('is announced, and replaces the last one', () => {
    using page = renderPage();
    const region = page.find('[role=status][aria-live=polite]');
    showToast({ text: 'Link copied' });
    assert.equal(region.textContent, 'Link copied');
    showToast({ text: 'Photo moved to the trash' });
    assert.equal(region.textContent, 'Photo moved to the trash');
    press(page.findButton('Close'));
    assert.equal(region.textContent, '');
  });

  it('disappears after six seconds, or twelve if there is something to press', (t) => {
    t.mock.timers.enable({ apis: ['setTimeout'] });
    using page = renderPage();
    const region = page.find('[role=status]');
    showToast({ text: 'Link copied' });
    act(() => t.mock.timers.tick(5999));
    assert.equal(region.textContent, 'Link copied');
    act(() => t.mock.timers.tick(1));
    assert.equal(region.textContent, '');
    showToast({ text: 'Deleted', action: { label: 'Undo', run: () => undefined } });
    act(() => t.mock.timers.tick(11_999));
    assert.match(region.textContent ?? '', /Deleted/u);
    act(() => t.mock.timers.tick(1));
    assert.equal(region.textContent, '');
  });

  it('runs its action once', () => {
    using page = renderPage();
    const run = mock.fn();
    showToast({ text: 'Deleted', action: { label: 'Undo', run } });
    press(page.findButton('Undo'));
    assert.equal(run.mock.callCount(), 1);
    assert.equal(page.find('[role=status]').textContent, '');
  });

  it('gets the focus by F8, and closes on Escape', () => {
    using page = renderPage();
    showToast({ text: 'Deleted', action: { label: 'Undo', run: () => undefined } });
    pressKey(document.body, 'F8');
    assert.equal(document.activeElement, page.findButton('Undo'));
    pressKey(page.findButton('Undo'), 'Escape');
    assert.equal(page.find('[role=status]').textContent, '');
  });
});
