import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { enterText, press, render } from '../testing/render.tsx';
import { Form, fieldText } from './form.tsx';
import { TextField } from './text-field.tsx';

describe('a form', () => {
  it('submits what was entered, and keeps it whatever the answer', () => {
    const onSubmit = mock.fn((fields: FormData) => fieldText(fields, 'title'));
    const form = (problem?: string) => (
      <Form submit="Save" isBusy={false} problem={problem} onSubmit={onSubmit}>
        <TextField label="Title" name="title" />
      </Form>
    );
    using page = render(form());
    enterText(page.find<HTMLInputElement>('input'), 'Winter light');
    press(page.findButton('Save'));
    assert.equal(onSubmit.mock.calls[0]?.result, 'Winter light');
    page.update(form('The server did not answer.'));
    assert.equal(page.find('[role=alert]').textContent, 'The server did not answer.');
    assert.equal(page.find<HTMLInputElement>('input').value, 'Winter light');
  });

  it('submits nothing while it is busy', () => {
    const onSubmit = mock.fn();
    using page = render(
      <Form submit="Save" isBusy onSubmit={onSubmit}>
        <TextField label="Title" name="title" />
      </Form>,
    );
    press(page.findButton('Save'));
    assert.equal(onSubmit.mock.callCount(), 0);
  });
});
