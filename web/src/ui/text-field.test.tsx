import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { press, type Rendered, render } from '../testing/render.tsx';
import { PasswordField, TextArea, TextField } from './text-field.tsx';

/** The texts that a screen reader adds to the field's label. */
const descriptionsOf = (page: Rendered, field: HTMLElement) =>
  (field.getAttribute('aria-describedby') ?? '')
    .split(' ')
    .filter(Boolean)
    .map((id) => page.find(`[id="${id}"]`).textContent);

describe('a text field', () => {
  it('has its label as a name', () => {
    using page = render(<TextField label="Title" name="title" />);
    const input = page.find<HTMLInputElement>('input');
    assert.equal(page.find('label').getAttribute('for'), input.id);
    assert.equal(input.getAttribute('aria-describedby'), null);
    assert.equal(input.getAttribute('aria-invalid'), null);
  });

  it('is described by its hint and its error', () => {
    using page = render(<TextArea label="Caption" hint="At most 2,000 characters" error="Too long" />);
    const area = page.find('textarea');
    assert.deepEqual(descriptionsOf(page, area), ['At most 2,000 characters', 'Too long']);
    assert.equal(area.getAttribute('aria-invalid'), 'true');
  });

  it('shows a password on request and hides it again', () => {
    using page = render(<PasswordField label="Password" defaultValue="correct horse" />);
    const input = page.find<HTMLInputElement>('input');
    assert.equal(input.type, 'password');
    press(page.findButton('Show'));
    assert.equal(input.type, 'text');
    assert.equal(page.findButton('Hide').getAttribute('aria-pressed'), 'true');
    assert.equal(input.value, 'correct horse');
    press(page.findButton('Hide'));
    assert.equal(input.type, 'password');
  });
});
