import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { password, waitFor } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import type { BrowserUser } from './browser-user.ts';
import { createFixture } from './fixture.ts';

const another = 'another horse battery';

describe('codes sent by e-mail', { skip: missingBrowser() }, () => {
  const fixture = createFixture('confirm');

  async function register({ page, main, open }: BrowserUser, name: string) {
    const email = `${name}@example.org`;
    await open('/signup');
    await main.getByLabel('User name').fill(name);
    await main.getByLabel('E-mail address').fill(email);
    await main.getByLabel('Password', { exact: true }).fill(password);
    await main.getByRole('button', { name: 'Register' }).click();
    await page.waitForURL(/\/confirm\?/u);
    await waitFor(() => fixture.vitrine.codeFor(email));
    return email;
  }
  const linkTo = async (page: string, login: string, email: string) =>
    `/${page}?login=${login}&code=${await fixture.vitrine.linkCodeFor(email)}`;

  it('confirm the account at the sixth digit and open the library, also after a wrong code', async () => {
    await using user = await fixture.openWindow();
    const { page, main } = user;
    const email = await register(user, 'ada');
    const right = await fixture.vitrine.codeFor(email);
    await main.getByText(email).waitFor();
    await main.getByRole('button', { name: 'Send another code in' }).waitFor();
    await user.saveScreenshot('digits');
    const code = main.getByLabel('Code', { exact: true });
    assert.equal(await code.getAttribute('autocomplete'), 'one-time-code');
    await code.fill(right === '123456' ? '654321' : '123456');
    await main.getByText('This code is wrong or has expired').waitFor();
    await user.saveScreenshot('wrong-digits');
    await code.fill('');
    await code.pressSequentially(right);
    await page.waitForURL(/\/me$/u);
    await main.getByRole('heading', { name: 'Your photos' }).waitFor();
    await user.open('/profile');
    await page.waitForURL(/\/users\/ada$/u);
    assert.deepEqual(user.errors, []);
  });

  it('allow correcting a mistyped e-mail address', async () => {
    await using user = await fixture.openWindow();
    const { page, main } = user;
    await register(user, 'bea');
    await main.getByRole('link', { name: 'Use another address' }).click();
    await page.waitForURL(/\/register$/u);
    assert.equal(await main.getByLabel('User name').inputValue(), 'bea');
    await main.getByLabel('E-mail address').fill('bea@example.net');
    await main.getByLabel('Password', { exact: true }).fill(password);
    await main.getByRole('button', { name: 'Register' }).click();
    const code = await waitFor(() => fixture.vitrine.codeFor('bea@example.net'));
    await main.getByLabel('Code', { exact: true }).fill(code);
    await page.waitForURL(/\/me$/u);
  });

  it('log in from a link in the browser that registered, after a button press', async () => {
    await using user = await fixture.openWindow();
    const { page, main } = user;
    const email = await register(user, 'cleo');
    const link = await linkTo('confirm', 'cleo', email);
    await using scanner = await fixture.openWindow();
    await scanner.open(link);
    await scanner.main.getByRole('button', { name: 'Confirm and log in' }).waitFor();
    await user.open(link);
    await user.saveScreenshot('link');
    await main.getByRole('button', { name: 'Confirm and log in' }).click();
    await page.waitForURL(/\/me$/u);
  });

  it('require a new password from a link in any other browser', async () => {
    await using user = await fixture.openWindow();
    const email = await register(user, 'dora');
    await using elsewhere = await fixture.openWindow();
    const { page, main } = elsewhere;
    await elsewhere.open(await linkTo('confirm', 'dora', email));
    await main.getByRole('button', { name: 'Confirm and log in' }).click();
    const field = main.getByLabel('New password', { exact: true });
    await field.fill('password1234');
    await main.getByRole('button', { name: 'Confirm and log in' }).click();
    await main.getByText('attackers try first').first().waitFor();
    await elsewhere.saveScreenshot('new-password');
    await field.fill(another);
    await main.getByRole('button', { name: 'Confirm and log in' }).click();
    await page.waitForURL(/\/me$/u);
    assert.deepEqual(elsewhere.errors, []);
  });

  it('set a new password and log in', async () => {
    await using user = await fixture.openWindow();
    const { page, main } = user;
    const email = await register(user, 'emmy');
    const digits = main.getByLabel('Code', { exact: true });
    await digits.fill(await fixture.vitrine.codeFor(email));
    await page.waitForURL(/\/me$/u);
    const before = await fixture.vitrine.codeFor(email);
    await using forgetful = await fixture.openWindow();
    await forgetful.open('/forgot-password');
    await forgetful.main.getByLabel('User name or e-mail address').fill('emmy');
    await forgetful.main.getByRole('button', { name: 'Send a code' }).click();
    await forgetful.page.waitForURL(/\/reset-password/u);
    const code = await waitFor(
      () => fixture.vitrine.codeFor(email),
      (latest) => latest !== before,
    );
    await forgetful.main.getByLabel('Code', { exact: true }).fill(code);
    const field = forgetful.main.getByLabel('New password', { exact: true });
    await forgetful.page.keyboard.type(another);
    assert.equal(await field.inputValue(), another, 'the focus has moved to the password');
    await forgetful.saveScreenshot('reset');
    await forgetful.main.getByRole('button', { name: 'Set password and log in' }).click();
    await forgetful.page.waitForURL(/\/me$/u);
    await forgetful.page.reload();
    await forgetful.main.getByRole('heading', { name: 'Your photos' }).waitFor();
  });

  it('are followed by the library, ready to upload if the user asked for that', async () => {
    await using user = await fixture.openWindow();
    const { page, main } = user;
    await user.open('/upload');
    await page.waitForURL(/\/login\?next=/u);
    await main.getByLabel('User name or e-mail address').fill('ada');
    await main.getByLabel('Password', { exact: true }).fill(password);
    await main.getByRole('button', { name: 'Log in' }).click();
    await page.waitForURL(/\/me\?upload$/u);
    const choosing = page.waitForEvent('filechooser');
    await main.getByRole('button', { name: 'Upload', exact: true }).click();
    await choosing;
  });
});
