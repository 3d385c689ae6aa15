import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import type { APIResponse, Page } from 'playwright-core';
import { createMember, password, waitFor } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { openAndLoadChunk, waitForScript } from './browser-user.ts';
import { createFixture } from './fixture.ts';
import { type Seeded, seed } from './seed.ts';

const content = (page: Page, selector: string) =>
  page.locator(`head ${selector}`).getAttribute(selector.startsWith('link') ? 'href' : 'content');

describe('pages', { skip: missingBrowser() }, () => {
  let seeded: Seeded;
  const fixture = createFixture('pages', async (vitrine) => {
    seeded = await seed(vitrine, 24);
  });

  it('arrive with their content and a head for link previews', async () => {
    await using visitor = await fixture.openWindow({ javaScriptEnabled: false });
    const { page, main, photos } = visitor;
    const { photoIds, albumId } = seeded;
    const shown: [path: string, title: string, heading: string | RegExp, photoCount: number][] = [
      ['/', 'Vitrine', 'A quiet place for photographs', 24],
      ['/?tag=harbour', 'Tagged “harbour” · Vitrine', 'Tagged “harbour”', 12],
      [`/photos/${photoIds[1]}`, 'Evening 2 · Vitrine', 'Evening 2', 0],
      ['/users/ada', 'Ada Lovelace · Vitrine', 'Ada Lovelace', 24],
      ['/users/ada/albums', 'Ada Lovelace · Vitrine', 'Ada Lovelace', 0],
      [`/albums/${albumId}`, 'One summer · Vitrine', 'One summer', 5],
    ];
    for (const [path, title, heading, photoCount] of shown) {
      await visitor.open(path);
      assert.equal(await page.title(), title);
      await main.getByRole('heading', { name: heading, level: 1 }).waitFor();
      assert.equal(await photos.count(), photoCount, `photos of ${path}`);
      assert.ok((await main.getByRole('img').count()) > 0, `${path} has pictures`);
      assert.ok(await content(page, 'meta[name=description]'), `${path} has a description`);
      assert.equal(await content(page, 'link[rel=canonical]'), `${fixture.vitrine.url}${path}`);
      const picture = await content(page, 'meta[property="og:image"]');
      assert.ok(picture, `${path} has a picture`);
      const answer = await fetch(picture);
      assert.deepEqual([answer.status, answer.headers.get('content-type')], [200, 'image/jpeg'], path);
    }
  });

  it('report a missing page', async () => {
    await using visitor = await fixture.openWindow({ javaScriptEnabled: false });
    const missing = ['/nowhere', '/photos/none', '/users/nobody', '/albums/none', '/me/nothing'];
    for (const path of missing) {
      const answer = await visitor.page.goto(path);
      assert.equal(answer?.status(), 404, path);
      await visitor.main.getByRole('heading', { name: 'Page not found', level: 1 }).waitFor();
      assert.match((await content(visitor.page, 'meta[name=robots]')) ?? '', /noindex/u);
    }
  });

  it('do not resolve path segments in ids', async () => {
    await using user = await fixture.openWindow({ member: seeded.owner });
    const { page, main } = user;
    const asked: string[] = [];
    page.on('response', (answer) => {
      const { pathname } = new URL(answer.url());
      if (/albums|users/u.test(pathname)) asked.push(`${answer.status()} ${pathname}`);
    });
    const [id] = seeded.photoIds;
    await user.open(`/photos/${id}?album=${encodeURIComponent('../me')}`);
    await waitFor(async () => asked.length > 0, Boolean);
    assert.deepEqual(asked, ['404 /api/v1/albums/..%2Fme/photos']);
    await page.keyboard.press('Escape');
    await main.getByRole('heading', { name: 'Page not found', level: 1 }).waitFor();
    assert.equal(page.url(), `${fixture.vitrine.url}/albums/..%2Fme`);
    await user.open('/users/a%2Fb');
    await main.getByRole('heading', { name: 'Page not found', level: 1 }).waitFor();
    assert.deepEqual(
      asked.filter((answer) => !answer.startsWith('404')),
      [],
    );
  });

  it('redirect after log-in to this site only', async () => {
    await using user = await fixture.openWindow();
    const { page, main } = user;
    await user.open(`/login?next=${encodeURIComponent('/\t/example.org')}`);
    await main.getByLabel('User name or e-mail address').fill('ada');
    await main.getByLabel('Password', { exact: true }).fill(password);
    await main.getByRole('button', { name: 'Log in' }).click();
    await page.waitForURL(`${fixture.vitrine.url}/`);
    assert.deepEqual(user.errors, []);
  });

  it('restore the scroll position after a reload and on Back', async () => {
    await using user = await fixture.openWindow({ reducedMotion: 'reduce' });
    const { page, main, photos } = user;
    const top = () => page.evaluate<number>('Math.round(scrollY)');
    await user.open('/');
    await page.mouse.wheel(0, 900);
    const isAt = (position: number) => waitFor(top, (now) => Math.abs(now - position) <= 2 && now > 0);
    await isAt(900);
    await photos.filter({ visible: true }).nth(8).scrollIntoViewIfNeeded();
    const position = await top();
    await photos.nth(8).click();
    await main.getByRole('complementary', { name: 'Info' }).waitFor();
    await page.goBack();
    await photos.first().waitFor();
    await isAt(position);
    await page.reload();
    await photos.first().waitFor();
    await isAt(position);
  });

  it('do not apply the scroll position of another history entry', async () => {
    await using user = await fixture.openWindow({ reducedMotion: 'reduce' });
    const { page, main, photos } = user;
    const top = () => page.evaluate<number>('Math.round(scrollY)');
    await user.open('/users/ada');
    await user.banner.getByRole('link', { name: 'Vitrine' }).click();
    await main.getByRole('heading', { name: 'A quiet place for photographs' }).waitFor();
    await photos.first().waitFor();
    await page.mouse.wheel(0, 900);
    await waitFor(top, (now) => now === 900);
    await photos.filter({ visible: true }).nth(8).click();
    await main.getByRole('complementary', { name: 'Info' }).waitFor();
    // In so tall a window the saved scroll position of the home page cannot be reached.
    await page.setViewportSize({ width: 1440, height: 4000 });
    await page.goBack();
    await page.waitForURL(`${fixture.vitrine.url}/`);
    await photos.first().waitFor();
    await page.goBack();
    await main.getByRole('heading', { name: 'Ada Lovelace' }).waitFor();
    await page.setViewportSize({ width: 1440, height: 900 });
    await page.evaluate('new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done)))');
    assert.equal(await top(), 0);
  });

  it('show a like from another window after a reload', async () => {
    const path = `/photos/${seeded.photoIds[3]}`;
    await using one = await fixture.openWindow({ member: seeded.guest });
    await using other = await fixture.openWindow({ member: seeded.guest });
    await Promise.all([one.open(path), other.open(path)]);
    const like = (user: typeof one) => user.main.getByRole('button', { name: 'Like', exact: true });
    assert.equal(await like(other).getAttribute('aria-pressed'), 'false');
    await like(one).click();
    await one.main.getByRole('button', { name: '1 like. Liked by' }).waitFor();
    await waitFor(
      () => seeded.owner.call('GET', path),
      ({ body }) => (body as { likeCount: number }).likeCount === 1,
    );
    await other.page.reload();
    await other.main.getByRole('button', { name: '1 like. Liked by' }).waitFor();
    assert.equal(await like(other).getAttribute('aria-pressed'), 'true');
  });

  it('report that their chunk cannot be loaded, do not retry endlessly, and load once it can', async () => {
    await using user = await fixture.openWindow({ member: seeded.owner });
    const { page, main } = user;
    await user.open('/');
    let asked = 0;
    await page.route('**', (route) => {
      if (route.request().url().includes('/assets/my-albums-page')) asked += 1;
      return route.abort();
    });
    await user.chooseMenuItem(/^Account of/u, 'Albums');
    await main.getByRole('heading', { name: 'No connection' }).waitFor();
    await main.getByRole('button', { name: 'Try again' }).click();
    await main.getByRole('heading', { name: 'No connection' }).waitFor();
    assert.ok(asked <= 2, `asked for ${asked} times`);
    await page.unrouteAll();
    await main.getByRole('button', { name: 'Try again' }).click();
    await main.getByRole('heading', { name: 'Your albums' }).waitFor();
  });

  it('reload the document if their chunk is gone, and so do lazy components', async () => {
    await using user = await fixture.openWindow({ member: seeded.owner });
    const { page, main } = user;
    // Simulates an upgrade of the server, which removes the old files.
    const removeChunks = () => page.route('**/assets/*.js', (route) => route.fulfill({ status: 404 }));
    const waitForReload = async () => {
      await page.waitForEvent('domcontentloaded');
      await waitForScript(page);
    };
    page.on('request', (request) => void (request.isNavigationRequest() && page.unrouteAll()));
    await user.open('/');
    await removeChunks();
    await Promise.all([waitForReload(), user.chooseMenuItem(/^Account of/u, 'Albums')]);
    await main.getByRole('button', { name: 'New album' }).click();
    await page.getByRole('dialog', { name: 'New album' }).press('Escape');

    await user.open('/');
    await removeChunks();
    await page.keyboard.press('?');
    await Promise.all([waitForReload(), page.getByRole('button', { name: 'Reload' }).click()]);
    await page.keyboard.press('?');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor();
  });

  it('show a member to an administrator without browser errors', async () => {
    const member = await createMember(fixture.vitrine, 'chief');
    await fixture.vitrine.run('user', 'make-admin', 'chief');
    await using user = await fixture.openWindow({ member });
    await user.open('/users/ada');
    await user.main.getByRole('button', { name: 'Suspend' }).waitFor();
    assert.deepEqual(user.errors, []);
  });

  it('let an administrator suspend a member and lift the suspension later', async () => {
    const member = await createMember(fixture.vitrine, 'warden');
    await fixture.vitrine.run('user', 'make-admin', 'warden');
    await createMember(fixture.vitrine, 'rude');
    const statusForVisitors = async () => (await fetch(`${fixture.vitrine.url}/users/rude`)).status;
    await using user = await fixture.openWindow({ member });
    const { main } = user;
    await user.open('/users/rude');
    await main.getByRole('button', { name: 'Suspend' }).click();
    const dialog = user.page.getByRole('dialog', { name: 'Suspend rude?' });
    await dialog.getByLabel('Reason').fill('Photos of somebody else');
    await user.saveScreenshot('suspending');
    await dialog.getByRole('button', { name: 'Suspend' }).click();
    await main.getByRole('heading', { name: 'This member is suspended' }).waitFor();
    assert.equal(await statusForVisitors(), 404);
    await user.open('/users/rude');
    await user.saveScreenshot('suspended');
    await main.getByRole('button', { name: 'Lift suspension' }).click();
    await main.getByRole('button', { name: 'Suspend' }).waitFor();
    assert.equal(await statusForVisitors(), 200);
    assert.deepEqual(user.errors, []);
  });

  describe('with photos that are not public', () => {
    const list = '/api/v1/me/photos';
    const privatePhotos = '/me?visibility=private';
    const setVisibility = async (visibility: string) => {
      for (const id of seeded.photoIds.slice(0, 12))
        await seeded.owner.call('PATCH', `/photos/${id}`, { visibility });
    };
    before(() => setVisibility('private'));
    after(() => setVisibility('public'));

    /** Opens a window that records API requests for photos and can wait for all twelve pictures. */
    const openOwn = async () => {
      const user = await fixture.openWindow({ member: seeded.owner });
      const asked: string[] = [];
      user.page.on('request', (request) => {
        const { pathname, searchParams } = new URL(request.url());
        const isList = pathname === list && searchParams.has('visibility');
        if (isList || pathname.startsWith('/api/v1/photos/')) asked.push(pathname);
      });
      const areThere = () =>
        waitFor(
          () =>
            user.photos
              .locator('img')
              .evaluateAll((images) => images.map((image) => Object(image).naturalWidth)),
          (widths) => widths.length === 12 && widths.every((width) => width > 0),
        );
      return { ...user, asked, areThere };
    };

    it('send one request for all pictures whose URLs have expired', async () => {
      await using user = await openOwn();
      const expired = new Set<string>();
      await user.page.route(/signature=/u, async (route) => {
        // Key by path: signed URLs change every hour.
        const { pathname } = new URL(route.request().url());
        if (expired.has(pathname)) return route.continue();
        expired.add(pathname);
        return route.fulfill({ status: 404 });
      });
      await user.open(privatePhotos);
      await user.areThere();
      assert.equal(expired.size, 12);
      assert.deepEqual(user.asked, [list, list], 'one request to show them, one for twelve failures');
    });

    it('send one request before their URLs expire, also after the computer has slept', async () => {
      await using user = await openOwn();
      const { page, asked } = user;
      let firstAnswer: APIResponse | undefined;
      // Answer with the same URLs each time, even if the server's hour changes.
      await page.route(
        ({ pathname, searchParams }) => pathname === list && searchParams.has('visibility'),
        async (route) => {
          firstAnswer ??= await route.fetch();
          await route.fulfill({ response: firstAnswer });
        },
      );
      await page.clock.install();
      // The fake clock affects only code that has already read the time.
      await openAndLoadChunk('refresh-signed-urls', user, privatePhotos);
      await user.areThere();
      assert.deepEqual(asked, [list]);
      const answering = page.waitForResponse((response) => new URL(response.url()).pathname === list);
      await page.clock.fastForward('12:00:00');
      await (await answering).finished();
      // Read the body to its end: the client aborts a body that is still open after the clock jumps.
      await page.evaluate("fetch('/healthz').then((answer) => answer.text())");
      assert.deepEqual(asked, [list, list]);
      // The URLs are unchanged. A wrong clock must not cause endless requests.
      await page.clock.fastForward('05:00');
      await page.evaluate("dispatchEvent(new PageTransitionEvent('pageshow', { persisted: true }))");
      await page.clock.runFor(1000);
      assert.deepEqual(asked, [list, list]);
    });
  });

  it('apply the chosen theme from the first paint on', async () => {
    await using user = await fixture.openWindow({ member: seeded.owner });
    const { page, banner } = user;
    const background = () => page.evaluate<string>('getComputedStyle(document.body).backgroundColor');
    await user.open('/');
    const light = await background();
    await banner.getByRole('button', { name: /^Account of/u }).click();
    await page.getByRole('menuitemradio', { name: 'Dark' }).click();
    const dark = await waitFor(background, (now) => now !== light);
    // Check the first paint, before the page's script runs.
    await page.route('**/assets/*.js', (route) => route.abort());
    await page.reload();
    assert.equal(await background(), dark);
    await page.unrouteAll();
    await user.saveScreenshot('dark');
    await user.open('/');
    await banner.getByRole('button', { name: /^Account of/u }).click();
    assert.equal(
      await page.getByRole('menuitemradio', { name: 'Dark' }).getAttribute('aria-checked'),
      'true',
    );
    await page.getByRole('menuitemradio', { name: 'System' }).click();
    await waitFor(background, (now) => now === light);
  });
});
