import { after, before, describe, it } from 'node:test';
import type { Browser } from 'playwright-core';
import { launchBrowser, missingBrowser } from './browser.ts';
import { type Furnished, furnish } from './furnish.ts';
import { createPerson } from './person.ts';
import { startVitrine, type VitrineProcess } from './vitrine-process.ts';

describe('the page of a photo', { skip: missingBrowser() }, () => {
  let vitrine: VitrineProcess;
  let browser: Browser;
  let furnished: Furnished;

  before(async () => {
    vitrine = await startVitrine();
    browser = await launchBrowser();
    furnished = await furnish(vitrine, 6);
  });
  after(async () => {
    await browser?.close();
    await vitrine?.[Symbol.asyncDispose]();
  });

  it('leads back to the album where it was opened by its address, also after turning to a neighbour', async () => {
    await using person = await createPerson(browser, vitrine, 'photo-page');
    const { page, main } = person;
    const { photoIds, albumId } = furnished;
    await person.open(`/photos/${photoIds[0]}?album=${albumId}`);
    await main.getByRole('link', { name: 'Next photo' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await main.getByRole('heading', { name: 'Evening 2' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(`${vitrine.url}/albums/${albumId}`);
    await person.seePhotos(5);
    // From the album itself, back is where one was.
    await main.getByRole('link', { name: /A sky/u }).nth(2).click();
    await main.getByRole('heading', { name: 'Evening 3' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await main.getByRole('heading', { name: 'Evening 4' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(`${vitrine.url}/albums/${albumId}`);
    await person.seePhotos(5);
  });
});
