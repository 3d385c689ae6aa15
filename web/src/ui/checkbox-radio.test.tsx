import assert from 'node:assert/strict';
import { describe, it, mock } from 'node:test';
import { press, render } from '../testing/render.tsx';
import { Checkbox, RadioGroup } from './checkbox-radio.tsx';

describe('a checkbox', () => {
  it('reports a press on its label', () => {
    const onChange = mock.fn((event: { target: HTMLInputElement }) => event.target.checked);
    using page = render(<Checkbox label="Allow downloads" hint="Of the original file" onChange={onChange} />);
    press(page.find('label'));
    assert.deepEqual(
      onChange.mock.calls.map(({ result }) => result),
      [true],
    );
    assert.match(page.find('label').textContent ?? '', /Of the original file/u);
  });
});

describe('a radio group', () => {
  const options = [
    { value: 'public', label: 'Everyone' },
    { value: 'private', label: 'Only you', hint: 'Not even by link' },
  ] as const;

  it('has one option selected and reports another', () => {
    const onChange = mock.fn();
    using page = render(
      <RadioGroup label="Visibility" options={options} value="public" onChange={onChange} />,
    );
    const radios = [...page.container.querySelectorAll<HTMLInputElement>('input[type=radio]')];
    assert.deepEqual(
      radios.map(({ checked }) => checked),
      [true, false],
    );
    assert.equal(new Set(radios.map(({ name }) => name)).size, 1);
    assert.equal(page.find('fieldset > legend').textContent, 'Visibility');
    press(radios[1] as HTMLInputElement);
    assert.deepEqual(
      onChange.mock.calls.map(({ arguments: [value] }) => value),
      ['private'],
    );
  });
});
