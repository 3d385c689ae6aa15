import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { type Client, createMember } from './api-client.ts';
import { launchBrowser, missingBrowser } from './browser.ts';
import { createPerson } from './person.ts';
import { startVitrine, type VitrineProcess } from './vitrine-process.ts';

describe('the settings', { skip: missingBrowser() }, () => {
  let vitrine: VitrineProcess;
  let browser: Browser;
  let member: Client;

  before(async () => {
    vitrine = await startVitrine();
    browser = await launchBrowser();
    member = await createMember(vitrine, 'ada');
  });
  after(async () => {
    await browser?.close();
    await vitrine?.[Symbol.asyncDispose]();
  });

  it('take the code from the link in a mail, for the address that it was mailed to alone', async () => {
    await using person = await createPerson(browser, vitrine, 'settings', { member });
    const { page, main } = person;
    await person.open('/settings?emailCode=123456789012');
    const code = main.getByLabel('Code', { exact: true });
    assert.equal(await code.inputValue(), '123456789012');
    await main.getByRole('button', { name: 'Use another address' }).click();
    await main.getByRole('button', { name: 'I have a code' }).click();
    assert.equal(await code.inputValue(), '');
    await page.evaluate(`(() => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text', ' 2109 8765 4321\\n');
      document.querySelector('input[name=code]')
        .dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    })()`);
    assert.equal(await code.inputValue(), '210987654321');
  });

  it('say how far a new password is from long enough', async () => {
    await using person = await createPerson(browser, vitrine, 'settings', { member });
    const { main } = person;
    await person.open('/settings');
    await main.getByLabel('New password').fill('correct');
    await main.getByText(/ more characters? and it is long enough\./u).waitFor();
    await main.getByLabel('New password').fill('correct horse battery staple');
    await main.getByText(/Long enough\./u).waitFor();
  });
});
