import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'node:test';
import type { Page } from 'playwright-core';
import { createMember } from './api-client.ts';
import { missingBrowser } from './browser.ts';
import { waitForScript } from './browser-user.ts';
import { createFixture } from './fixture.ts';

const web = new URL('../web/dist/', import.meta.url);
const session = /\/api\/v1\/session$/u;

describe('a session', { skip: missingBrowser() }, () => {
  const fixture = createFixture('session');
  /** Opens a window with its own session, which `end` ends from outside the browser. */
  const openWindow = async () => {
    const member = await createMember(fixture.vitrine, `ada-${Math.random().toString(36).slice(2, 8)}`);
    const user = await fixture.openWindow({ member });
    return { ...user, end: () => member.call('DELETE', '/session') };
  };

  it('that ended elsewhere leads to the log-in page, which continues to the requested page', async () => {
    await using user = await openWindow();
    // The server rendered this page with its data, so it requests nothing while the session ends.
    await user.open('/');
    await user.end();
    await user.chooseMenuItem(/^Account of/u, 'Trash');
    await user.page.waitForURL(/\/login\?next=%2Fme%2Ftrash$/u);
    await user.main.getByRole('button', { name: 'Log in' }).waitFor();
  });

  it('that ended elsewhere keeps what was typed', async () => {
    await using user = await openWindow();
    const { page, main, banner } = user;
    await user.open('/settings');
    const about = main.getByLabel('About you');
    await about.fill('Photographs of engines.');
    await user.end();
    await main.getByRole('button', { name: 'Save' }).first().click();
    await banner.getByRole('link', { name: 'Log in' }).waitFor();
    assert.equal(await about.inputValue(), 'Photographs of engines.');
    assert.equal(new URL(page.url()).pathname, '/settings');
    await banner.getByRole('link', { name: 'Log in' }).click();
    await page.getByRole('dialog', { name: 'Discard your changes?' }).waitFor();
  });

  it('is checked again if the server could not resolve it while rendering the page', async () => {
    await using user = await openWindow();
    const { page, main } = user;
    const problem = { status: 503, code: 'unavailable', title: 'Unavailable', detail: '' };
    const { renderPage } = await import(new URL('server/entry-server.js', web).href);
    const template = await readFile(new URL('client/index.html', web), 'utf8');
    const draw = (answers: object) =>
      renderPage({ template, url: '/me', publicUrl: fixture.vitrine.url, answers }) as { html: string };
    const { html } = draw({ '/session': { status: 503, body: problem } });
    await page.route(/\/me$/u, (route) => route.fulfill({ contentType: 'text/html', body: html }));

    await page.goto('/me');
    await waitForScript(page);
    await main.getByRole('heading', { name: 'Your photos' }).waitFor();

    await page.route(session, (route) => route.fulfill({ status: 503, json: problem }));
    await page.goto('/me');
    await main.getByRole('heading', { name: 'This could not be loaded' }).waitFor();
    await page.unroute(session);
    await main.getByRole('button', { name: 'Try again' }).click();
    await main.getByRole('heading', { name: 'Your photos' }).waitFor();
    assert.deepEqual(user.errors, []);
  });

  it('that cannot be ended is reported as still active', async () => {
    await using user = await openWindow();
    const { page } = user;
    await user.open('/me');
    const cutOff = (target: Page) => target.route(session, (route) => route.abort());
    await cutOff(page);
    await user.chooseMenuItem(/^Account of/u, 'Log out');
    await page.getByText('There is no connection. Check the network and try again.').waitFor();
    await page.unroute(session);
    await user.chooseMenuItem(/^Account of/u, 'Log out');
    await user.banner.getByRole('link', { name: 'Log in' }).waitFor();
  });
});

describe('a page whose data the server could not load', { skip: missingBrowser() }, () => {
  const requestId = '0b54b9a6-6c10-4c5a-9d0e-3f1d6c9b2a77';
  const drawAt = async (status: number) => {
    const { renderPage } = await import(new URL('server/entry-server.js', web).href);
    const template = await readFile(new URL('client/index.html', web), 'utf8');
    const problem = { status, code: 'internal', title: '', detail: '', requestId };
    const answers = {
      '/session': { status: 200, body: { account: null } },
      '/photos/1': { status, body: problem },
    };
    const publicUrl = 'http://localhost:3000';
    const { html } = renderPage({ template, url: '/photos/1', publicUrl, answers }) as { html: string };
    // Return the rendered parts without the embedded data.
    return {
      title: /<title>(.*?)<\/title>/u.exec(html)?.[1],
      main: /<main.*<\/main>/su.exec(html)?.[0] ?? '',
    };
  };

  it('distinguishes a server error from a missing page', async () => {
    assert.equal((await drawAt(404)).title, 'Page not found · Vitrine');
    assert.equal((await drawAt(503)).title, 'This could not be loaded · Vitrine');
  });

  it('shows the id of a request that failed, and none for a refused one', async () => {
    assert.match((await drawAt(503)).main, new RegExp(`>Request ${requestId}<`, 'u'));
    assert.doesNotMatch((await drawAt(404)).main, new RegExp(requestId, 'u'));
    assert.doesNotMatch((await drawAt(403)).main, new RegExp(requestId, 'u'));
  });
});
