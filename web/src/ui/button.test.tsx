import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { press, render } from '../testing/render.tsx';
import { Button, ButtonLink, IconButton } from './button.tsx';

describe('a button', () => {
  it('acts when it is pressed', () => {
    const onClick = mock.fn();
    using page = render(<Button onClick={onClick}>Save</Button>);
    press(page.findButton('Save'));
    assert.equal(onClick.mock.callCount(), 1);
    assert.equal(page.findButton('Save').type, 'button');
  });

  it('ignores presses while it is busy, and keeps the focus', () => {
    const onClick = mock.fn();
    using page = render(
      <Button busy onClick={onClick}>
        Save
      </Button>,
    );
    const button = page.findButton('Save');
    press(button);
    assert.equal(onClick.mock.callCount(), 0);
    assert.equal(button.disabled, false);
    assert.equal(button.getAttribute('aria-busy'), 'true');
    assert.equal(button.getAttribute('aria-disabled'), 'true');
  });

  it('does not submit its form while it is busy', () => {
    const onSubmit = mock.fn();
    const form = (busy: boolean) => (
      <form
        onSubmit={(event) => {
          event.preventDefault();
          onSubmit();
        }}
      >
        <Button type="submit" busy={busy}>
          Save
        </Button>
      </form>
    );
    using page = render(form(true));
    press(page.findButton('Save'));
    assert.equal(onSubmit.mock.callCount(), 0);
    page.update(form(false));
    press(page.findButton('Save'));
    assert.equal(onSubmit.mock.callCount(), 1);
  });

  it('has its label as a name if it shows an icon alone', () => {
    using page = render(<IconButton icon="heart" label="Like" />);
    const button = page.findButton('Like');
    assert.equal(button.title, 'Like');
    assert.equal(page.find('svg').getAttribute('aria-hidden'), 'true');
  });

  it('is a link if it leads to a page', () => {
    using page = render(<ButtonLink href="/login">Log in</ButtonLink>);
    assert.equal(page.find('a').getAttribute('href'), '/login');
  });
});
