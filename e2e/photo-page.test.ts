import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { waitFor } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { waitForScript } from './browser-user.ts';
import { createFixture } from './fixture.ts';
import { type Seeded, seed } from './seed.ts';

describe('the photo page', { skip: missingBrowser() }, () => {
  let seeded: Seeded;
  const fixture = createFixture('photo-page', async (vitrine) => {
    seeded = await seed(vitrine, 6);
  });

  it('leads back to its album when opened by URL, also after turning to a neighbour', async () => {
    await using user = await fixture.openWindow();
    const { page, main } = user;
    const { photoIds, albumId } = seeded;
    await user.open(`/photos/${photoIds[0]}?album=${albumId}`);
    await main.getByRole('link', { name: 'Next photo' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await main.getByRole('heading', { name: 'Evening 2' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(`${fixture.vitrine.url}/albums/${albumId}`);
    await user.waitForPhotos(5);
    // Opened from the album, Back restores its scroll position.
    await main.getByRole('link', { name: /A sky/u }).nth(2).click();
    await main.getByRole('heading', { name: 'Evening 3' }).waitFor();
    await page.keyboard.press('ArrowRight');
    await main.getByRole('heading', { name: 'Evening 4' }).waitFor();
    await page.keyboard.press('Escape');
    await page.waitForURL(`${fixture.vitrine.url}/albums/${albumId}`);
    await user.waitForPhotos(5);
  });

  it('shows the data of the list while offline, and loads the photo once online', async () => {
    await using user = await fixture.openWindow();
    const { page, main, context } = user;
    const { photoIds, albumId } = seeded;
    const isNext = (request: { url(): string }) => request.url().endsWith(`/api/v1/photos/${photoIds[1]}`);
    await user.open(`/albums/${albumId}`);
    await main.getByRole('link', { name: /A sky/u }).first().click();
    await main.getByRole('heading', { name: 'Evening 1' }).waitFor();
    await context.setOffline(true);
    const failed = page.waitForEvent('requestfailed', isNext);
    await page.keyboard.press('ArrowRight');
    await failed;
    await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))');
    assert.deepEqual(await main.getByRole('heading').allTextContents(), ['Evening 2']);
    await page.keyboard.press('Escape');
    await user.waitForPhotos(5);
    await context.setOffline(false);
    const read = page.waitForResponse(isNext);
    await main.getByRole('link', { name: /A sky/u }).nth(1).click();
    assert.equal((await read).status(), 200);
  });

  it('shows the last pressed state of a like, and reverts it if the server refuses', async () => {
    await using user = await fixture.openWindow({ member: seeded.owner });
    const { page, main } = user;
    const { photoIds } = seeded;
    const asked: (() => void)[] = [];
    let isRefused = true;
    await page.route('**/like', async (route) => {
      await new Promise<void>((resolve) => asked.push(resolve));
      await (isRefused ? route.fulfill({ status: 503 }) : route.continue());
    });
    const answerOne = async (nth: number) => {
      await waitFor(
        async () => asked.length,
        (count) => count === nth,
      );
      const answered = page.waitForResponse('**/like');
      asked.at(-1)?.();
      await (await answered).finished();
      await page.evaluate('new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)))');
    };
    const like = main.getByRole('button', { name: 'Like', exact: true });
    const isLiked = () => like.getAttribute('aria-pressed');
    const pressTwice = async () => {
      await page.keyboard.press('l');
      assert.equal(await isLiked(), 'true');
      await page.keyboard.press('l');
      assert.equal(await isLiked(), 'false');
    };
    await user.open(`/photos/${photoIds[1]}`);
    await pressTwice();
    for (const nth of [1, 2]) {
      await answerOne(nth);
      assert.equal(await isLiked(), 'false', 'the server refused the like');
    }
    isRefused = false;
    await pressTwice();
    for (const nth of [3, 4]) {
      await answerOne(nth);
      assert.equal(await isLiked(), 'false', 'the server accepted the change');
    }
  });

  it('closes once, however often or long Escape is pressed', async () => {
    await using user = await fixture.openWindow();
    const { page, main } = user;
    const { albumId } = seeded;
    const pressEscape = (...presses: { repeat: boolean }[]) =>
      page.evaluate(
        `for (const press of ${JSON.stringify(presses)})
          document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true, ...press }))`,
      );
    await user.open('/users/ada/albums');
    await main.getByRole('link', { name: /One summer/u }).click();
    await main.getByRole('link', { name: /A sky/u }).first().click();
    await main.getByRole('heading', { name: 'Evening 1' }).waitFor();
    await page.evaluate(`{
      const back = history.back.bind(history);
      globalThis.backs = 0;
      history.back = () => { globalThis.backs += 1; back(); };
    }`);
    await page.keyboard.press('+');
    await main.locator('[data-zoomed=true]').waitFor();
    await pressEscape({ repeat: false });
    await main.locator('[data-zoomed=false]').waitFor();
    await pressEscape({ repeat: true }, { repeat: true });
    assert.equal(await page.evaluate('backs'), 0);
    await pressEscape({ repeat: false }, { repeat: false });
    await page.waitForURL(`${fixture.vitrine.url}/albums/${albumId}`);
    await user.waitForPhotos(5);
    assert.equal(await page.evaluate('backs'), 1);
  });

  it('adds no tag when Enter confirms an input method’s composition', async () => {
    await using user = await fixture.openWindow({ member: seeded.owner });
    const { page } = user;
    await user.open(`/photos/${seeded.photoIds[0]}`);
    await user.chooseMenuItem('More', 'Edit');
    const field = page.getByRole('dialog').getByRole('combobox', { name: 'Tags' });
    const tag = page.getByRole('button', { name: 'Remove the tag にほん' });
    await field.fill('にほん');
    await field.dispatchEvent('keydown', { key: 'Enter', isComposing: true });
    assert.deepEqual([await field.inputValue(), await tag.count()], ['にほん', 0]);
    await field.press('Enter');
    await tag.waitFor();
  });

  it('zooms by wheel if the page cannot scroll, with Ctrl, and while it is zoomed', async () => {
    await using user = await fixture.openWindow();
    const { page, main } = user;
    const zoomed = (state: boolean) => main.locator(`[data-zoomed=${state}]`).waitFor();
    const top = () => page.evaluate<number>('scrollY');
    await user.open(`/photos/${seeded.photoIds[0]}`);
    await main.getByRole('img', { name: /^A sky/u }).hover();
    await page.mouse.wheel(0, -300);
    await zoomed(true);
    await page.mouse.wheel(0, 3000);
    await zoomed(false);

    await page.setViewportSize({ width: 700, height: 600 });
    await main.getByRole('img', { name: /^A sky/u }).hover();
    await page.mouse.wheel(0, 60);
    await waitFor(top, (now) => now > 0);
    await zoomed(false);
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -100);
    await page.keyboard.up('Control');
    await zoomed(true);
    const before = await top();
    await page.mouse.wheel(0, 3000);
    await zoomed(false);
    assert.equal(await top(), before);
  });

  it('zooms out by pinching without turning to another photo', async () => {
    await using user = await fixture.openWindow({ hasTouch: true });
    const { page, main, context } = user;
    const session = await context.newCDPSession(page);
    const touch = (type: string, ...fingers: number[]) =>
      session.send('Input.dispatchTouchEvent', {
        type: type as 'touchStart' | 'touchMove' | 'touchEnd',
        touchPoints: fingers.map((x, id) => ({ x, y: 400, id })),
      });
    const pinch = async (from: number, to: number) => {
      await touch('touchStart', 700 - from);
      await touch('touchStart', 700 - from, 700 + from);
      for (let step = 1; step <= 10; step += 1) {
        const apart = from + ((to - from) * step) / 10;
        await touch('touchMove', 700 - apart, 700 + apart);
      }
      await touch('touchEnd', 700 - to);
      await touch('touchEnd');
    };
    const zoomed = (state: boolean) => main.locator(`[data-zoomed=${state}]`).waitFor();
    await user.open(`/photos/${seeded.photoIds[1]}?album=${seeded.albumId}`);
    await main.getByRole('link', { name: 'Next photo' }).waitFor();
    await pinch(60, 260);
    await zoomed(true);
    await pinch(300, 60);
    await zoomed(false);
    // After a pinch, one remaining finger continues from its position.
    await touch('touchStart', 900);
    for (const x of [800, 650, 500]) await touch('touchMove', x);
    await touch('touchEnd');
    await main.getByRole('heading', { name: 'Evening 3' }).waitFor();
  });

  it('pans only while the mouse button is down', async () => {
    await using user = await fixture.openWindow();
    const { page, main } = user;
    await user.open(`/photos/${seeded.photoIds[0]}`);
    await main.getByRole('img', { name: /^A sky/u }).hover();
    await page.mouse.down();
    await user.banner.getByRole('link').first().hover();
    await page.mouse.up();
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await main.locator('[data-zoomed=true]').waitFor();
    const transform = () => main.locator('[data-zoomed=true] > div').evaluate(({ style }) => style.transform);
    const before = await transform();
    await main.locator('[data-zoomed=true]').hover();
    await page.mouse.move(500, 500, { steps: 5 });
    assert.equal(await transform(), before);
    await page.mouse.down();
    await page.mouse.move(600, 500, { steps: 5 });
    await page.mouse.up();
    const after = await transform();
    assert.notEqual(after, before);
    await page.mouse.move(400, 400, { steps: 5 });
    assert.equal(await transform(), after);
  });

  it('reports whether its link was copied, also without a clipboard', async () => {
    await using user = await fixture.openWindow({
      permissions: ['clipboard-write'],
    });
    const { page, main } = user;
    const share = main.getByRole('button', { name: 'Share' });
    await user.open(`/photos/${seeded.photoIds[0]}`);
    await share.click();
    await page.getByText('Link copied.').waitFor();
    // Browsers remove the clipboard from pages without HTTPS, except on localhost.
    await page.addInitScript("Object.defineProperty(navigator, 'clipboard', { value: undefined })");
    await page.reload();
    await waitForScript(page);
    await share.click();
    await page.getByText('The link could not be copied.').waitFor();
    assert.deepEqual(user.errors, []);
  });
});
