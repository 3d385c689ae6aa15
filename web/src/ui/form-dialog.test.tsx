import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { press, render } from '../testing/render.tsx';
import { FormDialog } from './form-dialog.tsx';
import { TextField } from './text-field.tsx';

type Options = { isChanged?: boolean; isBusy?: boolean; problem?: string };

function makeDialog({ isChanged = false, isBusy = false, problem }: Options) {
  const onClose = mock.fn();
  const onSubmit = mock.fn((fields: FormData) => fields.get('title'));
  const element = (
    <FormDialog
      title="Edit title"
      submit="Save"
      isChanged={isChanged}
      isBusy={isBusy}
      problem={problem}
      onClose={onClose}
      onSubmit={onSubmit}
    >
      <TextField label="Title" name="title" defaultValue="Winter light" />
    </FormDialog>
  );
  return { element, onClose, onSubmit };
}

describe('a form in a dialog', () => {
  it('puts the focus into its first field', () => {
    using page = render(makeDialog({}).element);
    assert.equal(document.activeElement, page.find('input'));
  });

  it('submits its fields', () => {
    const { element, onSubmit } = makeDialog({});
    using page = render(element);
    press(page.findButton('Save'));
    assert.deepEqual(
      onSubmit.mock.calls.map(({ result }) => result),
      ['Winter light'],
    );
  });

  it('submits nothing while it is busy', () => {
    const { element, onSubmit } = makeDialog({ isBusy: true });
    using page = render(element);
    press(page.findButton('Save'));
    assert.equal(onSubmit.mock.callCount(), 0);
  });

  it('closes at once if nothing has changed', () => {
    const { element, onClose } = makeDialog({});
    using page = render(element);
    press(page.findButton('Cancel'));
    assert.equal(onClose.mock.callCount(), 1);
  });

  it('asks before it discards a change', () => {
    const { element, onClose } = makeDialog({ isChanged: true });
    using page = render(element);
    press(page.findButton('Cancel'));
    assert.equal(onClose.mock.callCount(), 0);
    press(page.findButton('Keep editing'));
    assert.equal(onClose.mock.callCount(), 0);
    assert.equal(page.container.querySelectorAll('dialog').length, 1);
    press(page.findButton('Cancel'));
    press(page.findButton('Discard'));
    assert.equal(onClose.mock.callCount(), 1);
  });

  it('announces what is wrong with the whole of it', () => {
    using page = render(makeDialog({ problem: 'The server did not answer.' }).element);
    assert.equal(page.find('[role=alert]').textContent, 'The server did not answer.');
  });
});
