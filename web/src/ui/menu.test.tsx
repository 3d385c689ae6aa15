import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { act } from 'react';
import { press, pressKey, render } from '../testing/render.tsx';
import { Button } from './button.tsx';
import { Menu, MenuItem, MenuLink } from './menu.tsx';

/* happy-dom has no popovers. */
HTMLElement.prototype.hidePopover = () => undefined;

function renderMenu(onSelect = () => undefined) {
  return render(
    <Menu label="Sort" trigger={(props) => <Button {...props}>Open</Button>}>
      <MenuItem checked onSelect={onSelect}>
        Newest
      </MenuItem>
      <MenuItem checked={false} onSelect={onSelect}>
        Oldest
      </MenuItem>
      <MenuLink href="/settings">Settings</MenuLink>
    </Menu>,
  );
}

describe('a menu', () => {
  it('belongs to its button', () => {
    using page = renderMenu();
    const button = page.findButton('Open');
    assert.equal(button.getAttribute('aria-haspopup'), 'menu');
    const menu = page.find('[role=menu]');
    assert.equal(button.getAttribute('popovertarget'), menu.id);
    assert.equal(menu.getAttribute('aria-label'), 'Sort');
  });

  it('moves the focus by the arrow keys, Home and End, and wraps at both ends', () => {
    using page = renderMenu();
    const menu = page.find('[role=menu]');
    const items = [...menu.querySelectorAll<HTMLElement>('[role^=menuitem]')];
    const focusAfter = (key: string) => {
      pressKey(menu, key);
      return items.indexOf(document.activeElement as HTMLElement);
    };
    act(() => items[0]?.focus());
    assert.deepEqual(
      ['ArrowDown', 'ArrowDown', 'ArrowDown', 'ArrowUp', 'Home', 'End'].map(focusAfter),
      [1, 2, 0, 2, 0, 2],
    );
  });

  it('reports the item that is selected, and marks the checked one', () => {
    const onSelect = mock.fn();
    using page = renderMenu(onSelect);
    assert.deepEqual(
      [...page.container.querySelectorAll('[role=menuitemradio]')].map((item) =>
        item.getAttribute('aria-checked'),
      ),
      ['true', 'false'],
    );
    press(page.findButton('Oldest'));
    assert.equal(onSelect.mock.callCount(), 1);
  });
});
