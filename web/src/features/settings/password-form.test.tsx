import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { enterText, press, type Rendered } from '../../testing/render.tsx';
import { flush, type MockAnswer, mockApi, renderInApp, settle } from '../../testing/render-in-app.tsx';

/* The API client keeps the `fetch` that it finds when it is imported. */
let answer = Promise.withResolvers<MockAnswer>();
const api = mockApi(() => answer.promise);
const { PasswordForm } = await import('./password-form.tsx');

function submit(page: Rendered) {
  answer = Promise.withResolvers();
  enterText(page.find<HTMLInputElement>('input[name=password]'), 'correct horse');
  enterText(page.find<HTMLInputElement>('input[name=newPassword]'), 'battery staple');
  press(page.find('button[type=submit]'));
}

describe('the form for a new password', () => {
  it('sends both passwords and is empty afterwards', async () => {
    using page = renderInApp(<PasswordForm username="ada" />);
    submit(page);
    await flush();
    assert.equal(page.find('button[type=submit]').getAttribute('aria-busy'), 'true');
    answer.resolve({ body: {} });
    await settle();
    const body = { password: 'correct horse', newPassword: 'battery staple', keepTokens: false };
    assert.deepEqual(api.takeRequests(), [{ method: 'PUT', path: '/me/password', body }]);
    assert.equal(page.find<HTMLInputElement>('input[name=password]').value, '');
    assert.notEqual(page.find('[role=status]').textContent, '');
  });

  it('keeps access tokens if the checkbox is cleared', async () => {
    using page = renderInApp(<PasswordForm username="ada" />);
    press(page.find('input[type=checkbox]'));
    submit(page);
    answer.resolve({ body: {} });
    await settle();
    const [request] = api.takeRequests();
    assert.deepEqual(request?.body, {
      password: 'correct horse',
      newPassword: 'battery staple',
      keepTokens: true,
    });
  });

  it('shows an error at the wrong field and keeps what was entered', async () => {
    using page = renderInApp(<PasswordForm username="ada" />);
    submit(page);
    const errors = [{ path: 'password', message: 'Wrong password' }];
    answer.resolve({ status: 422, body: { code: 'invalid-input', title: 'Invalid input', errors } });
    await settle();
    const field = page.find<HTMLInputElement>('input[name=password]');
    assert.equal(field.getAttribute('aria-invalid'), 'true');
    assert.equal(field.value, 'correct horse');
  });
});
