import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Client, createMember, password } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { createFixture } from './fixture.ts';

describe('the settings', { skip: missingBrowser() }, () => {
  let member: Client;
  const fixture = createFixture('settings', async (vitrine) => {
    member = await createMember(vitrine, 'ada');
  });

  it('accept the code from an e-mailed link only for the address it was sent to', async () => {
    await using user = await fixture.openWindow({ member });
    const { page, main } = user;
    await user.open('/settings?emailCode=0123456789abcdef0123456789abcdef');
    const code = main.getByLabel('Code', { exact: true });
    assert.equal(await code.inputValue(), '0123456789abcdef0123456789abcdef');
    await main.getByRole('button', { name: 'Use another address' }).click();
    await main.getByRole('button', { name: 'I have a code' }).click();
    assert.equal(await code.inputValue(), '');
    await page.evaluate(`(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', ' 210 987\\n');
      document.querySelector('input[name=code]')
        .dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    })()`);
    assert.equal(await code.inputValue(), '210987');
  });

  it('remove a revoked session, and keep one that could not be revoked', async () => {
    for (const name of ['backup', 'script'])
      await member.call('POST', '/me/tokens', { password, name, scopes: ['read'], expiresInDays: 1 });
    await using user = await fixture.openWindow({ member });
    const { page, main } = user;
    const tokens = main.getByRole('list', { name: 'Access tokens' }).getByRole('listitem');
    const held = Promise.withResolvers<void>();
    let count = 0;
    await page.route('**/api/v1/me/tokens/*', async (route) => {
      count += 1;
      if (count > 1) return route.continue();
      await held.promise;
      return route.fulfill({ status: 503 });
    });
    await user.open('/settings');
    // Wait for the list above, which shifts everything below it when it loads.
    await main.getByText('This browser').waitFor();
    await main.getByRole('button', { name: 'Revoke the token backup' }).click();
    await main.getByRole('button', { name: 'Revoke the token script' }).click();
    await page.getByText('Token revoked.').waitFor();
    assert.equal(await tokens.count(), 0);
    held.resolve();
    await tokens.filter({ hasText: 'backup' }).waitFor();
    assert.equal(await tokens.count(), 1);
    await page.getByText('Something went wrong on our side.').waitFor();
  });

  it('show how many characters a new password still needs', async () => {
    await using user = await fixture.openWindow({ member });
    const { main } = user;
    await user.open('/settings');
    await main.getByLabel('New password').fill('correct');
    await main.getByText(/ more characters? to go\./u).waitFor();
    await main.getByLabel('New password').fill('correct horse battery staple');
    await main.getByText(/Long enough\./u).waitFor();
  });
});
