import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import type { Photo } from '../../api/types.ts';
import { press, pressKey } from '../../testing/render.tsx';
import { flush, type MockAnswer, mockApi, renderInApp, settle } from '../../testing/render-in-app.tsx';

/* The API client keeps the `fetch` that it finds when it is imported. */
let answer = Promise.withResolvers<MockAnswer>();
const api = mockApi(() => answer.promise);
const { LikeButton } = await import('./like-button.tsx');

const photo = { id: 'p1', likeCount: 2, viewer: { liked: false } } as Photo;
const member = { '/session': { status: 200, body: { account: { id: 'a1', username: 'ada' } } } };
const visitor = { '/session': { status: 200, body: { account: null } } };

describe('the like button', () => {
  it('counts a like before the server answers', async () => {
    answer = Promise.withResolvers();
    using page = renderInApp(<LikeButton photo={photo} />, member);
    assert.equal(page.findButton('Like').getAttribute('aria-pressed'), 'false');
    press(page.findButton('Like'));
    await flush();
    assert.equal(page.findButton('Like').getAttribute('aria-pressed'), 'true');
    assert.match(page.container.textContent ?? '', /3/u);
    answer.resolve({ body: { liked: true, likeCount: 3 } });
    await settle();
    assert.deepEqual(api.takeRequests(), [{ method: 'PUT', path: '/photos/p1/like', body: undefined }]);
  });

  it('takes a like back by the key L', async () => {
    answer = Promise.withResolvers();
    const liked = { ...photo, likeCount: 3, viewer: { ...photo.viewer, liked: true } };
    using page = renderInApp(<LikeButton photo={liked} />, member);
    pressKey(document.body, 'l');
    await flush();
    assert.equal(page.findButton('Like').getAttribute('aria-pressed'), 'false');
    answer.resolve({ body: { liked: false, likeCount: 2 } });
    await settle();
    assert.deepEqual(
      api.takeRequests().map(({ method }) => method),
      ['DELETE'],
    );
  });

  it('restores the count and shows a message if the server refuses', async () => {
    answer = Promise.withResolvers();
    answer.resolve({ status: 429, body: { code: 'too-many-requests', title: 'Too many attempts' } });
    using page = renderInApp(<LikeButton photo={photo} />, member);
    press(page.findButton('Like'));
    await settle();
    assert.equal(page.findButton('Like').getAttribute('aria-pressed'), 'false');
    assert.notEqual(page.find('[role=status]').textContent, '');
    api.takeRequests();
  });

  it('asks a visitor to log in and sends nothing', async () => {
    using page = renderInApp(<LikeButton photo={photo} />, visitor);
    press(page.findButton('Like'));
    await settle();
    assert.match(page.find('[role=status]').textContent ?? '', /Log in/u);
    assert.deepEqual(api.takeRequests(), []);
  });
});
