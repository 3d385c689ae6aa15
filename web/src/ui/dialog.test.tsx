import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { act } from 'react';
import { press, pressKey, render } from '../testing/render.tsx';
import { Button } from './button.tsx';
import { Dialog } from './dialog.tsx';

const pressOn = (target: Element, from: Element = target) =>
  act(() => {
    from.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true }));
    target.dispatchEvent(new MouseEvent('click', { bubbles: true }));
  });

describe('a dialog', () => {
  it('is modal, and has its title as a name', () => {
    using page = render(
      <Dialog title="Info" onClose={() => undefined}>
        Text
      </Dialog>,
    );
    const dialog = page.find<HTMLDialogElement>('dialog');
    assert.equal(dialog.open, true);
    assert.equal(page.find(`[id="${dialog.getAttribute('aria-labelledby')}"]`).textContent, 'Info');
  });

  it('closes on its button and on Escape', () => {
    const onClose = mock.fn();
    using page = render(
      <Dialog title="Info" onClose={onClose}>
        Text
      </Dialog>,
    );
    press(page.findButton('Close'));
    assert.equal(pressKey(page.find('dialog'), 'Escape'), false);
    assert.equal(onClose.mock.callCount(), 2);
  });

  it('closes on a press beside it that began there', () => {
    const onClose = mock.fn();
    using page = render(
      <Dialog title="Info" onClose={onClose}>
        <p>Text</p>
      </Dialog>,
    );
    const dialog = page.find('dialog');
    pressOn(dialog, page.find('p'));
    pressOn(page.find('p'));
    assert.equal(onClose.mock.callCount(), 0);
    pressOn(dialog);
    assert.equal(onClose.mock.callCount(), 1);
  });

  it('stays on a press beside it if it is told to', () => {
    const onClose = mock.fn();
    using page = render(
      <Dialog title="Secret" closesOnBackdropClick={false} onClose={onClose}>
        Text
      </Dialog>,
    );
    pressOn(page.find('dialog'));
    assert.equal(onClose.mock.callCount(), 0);
  });

  it('keeps its keys from the page behind it', () => {
    const onKeyDown = mock.fn();
    document.addEventListener('keydown', onKeyDown);
    using page = render(
      <Dialog title="Info" onClose={() => undefined} actions={<Button>Save</Button>}>
        Text
      </Dialog>,
    );
    pressKey(page.findButton('Save'), 'l');
    document.removeEventListener('keydown', onKeyDown);
    assert.equal(onKeyDown.mock.callCount(), 0);
  });

  it('lets the keyboard scroll a text that has nothing to focus', () => {
    using page = render(
      <Dialog title="Info" onClose={() => undefined}>
        <p>Text</p>
      </Dialog>,
    );
    assert.equal(page.find('.body').tabIndex, 0);
    page.update(
      <Dialog title="Info" onClose={() => undefined}>
        <a href="/">Home</a>
      </Dialog>,
    );
    assert.equal(page.find('.body').tabIndex, -1);
  });
});
