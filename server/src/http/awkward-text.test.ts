import assert from 'node:assert/strict';
import { after, before, describe, it } from 'node:test';
import { buildListedPhoto } from '../ports/conformance/builders.ts';
import { password, startApp, type TestApp } from '../testing/app/test-app.ts';
import type { Answer, TestClient } from '../testing/app/test-client.ts';
import { makeJpeg } from '../testing/images/make-jpeg.ts';
import {
  type AwkwardText,
  awkwardNames,
  judge,
  listedTexts,
  type Outcome,
  ownTexts,
  type Use,
} from '../testing/inputs/awkward-texts.ts';
import { missingFromSet } from '../testing/inputs/photo-set.ts';

const uses: Use[] = ['title', 'description', 'tag', 'username', 'filename'];

describe('awkward texts', () => {
  let app: TestApp;
  let owner: TestClient;
  let photoId: string;
  let bystander: { id: string; before: string };
  let count = 0;

  before(async () => {
    app = await startApp({ VITRINE_TRUST_PROXY: 'on' });
    owner = await app.createMember('scribe');
    const { id } = (await owner.get('/me')).body.account;
    const [photo, other] = [buildListedPhoto(id), buildListedPhoto(id, { title: 'Untouched' })];
    for (const one of [photo, other]) await app.ports.photos.begin(one, 1e12);
    photoId = photo.id;
    bystander = { id: other.id, before: JSON.stringify((await owner.get(`/photos/${other.id}`)).body) };
  });
  after(() => app[Symbol.asyncDispose]());

  const outcomeOf = (answer: Answer, field: string, shown: () => string): Outcome => {
    if (answer.status < 300) return { shown: shown() };
    assert.ok([400, 409].includes(answer.status), `${answer.status} ${JSON.stringify(answer.body)}`);
    const [error] = answer.body.errors;
    assert.ok(error.path === field || error.path.startsWith(`${field}.`), `${error.path} is named`);
    return { message: error.message };
  };

  const change = async (body: Record<string, unknown>) => owner.patch(`/photos/${photoId}`, body);
  const stored = async () => (await app.createVisitor().get(`/photos/${photoId}`)).body;

  /** Sends the text for its use and reads it back as others see it. */
  const send: Record<Use, (value: string) => Promise<Outcome>> = {
    async title(title) {
      const answer = await change({ title });
      const shown = (await stored()).title;
      return outcomeOf(answer, 'title', () => shown);
    },
    async description(description) {
      const answer = await change({ description });
      const shown = (await stored()).description;
      return outcomeOf(answer, 'description', () => shown);
    },
    async tag(tag) {
      const answer = await change({ tags: [tag] });
      const { tags } = await stored();
      const outcome = outcomeOf(answer, 'tags', () => tags.join());
      if ('message' in outcome) return outcome;
      assert.equal(tags.length, 1);
      const found = await app.createVisitor().get(`/photos?tag=${encodeURIComponent(tags[0])}`);
      assert.deepEqual(
        found.body.items.map(({ id }: { id: string }) => id),
        [photoId],
        'is found by it',
      );
      return outcome;
    },
    async username(username) {
      count += 1;
      const visitor = app.createVisitor();
      const answer = await visitor.post('/accounts', {
        username,
        email: `person-${count}@example.org`,
        password,
      });
      return outcomeOf(answer, 'username', () => answer.body.account.username);
    },
    async filename(fileName) {
      const answer = await owner.post('/uploads', { fileName, contentType: 'image/jpeg', bytes: 10 });
      return outcomeOf(answer, 'fileName', () => answer.body.photo.fileName);
    },
  };

  async function hold(texts: readonly AwkwardText[], use: Use): Promise<void> {
    const faults: string[] = [];
    for (const text of texts.filter((one) => one.use.includes(use))) {
      const fault = judge(text, use, await send[use](text.value));
      if (fault) faults.push(`${text.id} (${text.expect}) ${fault}`);
    }
    assert.deepEqual(faults, []);
    assert.equal(JSON.stringify((await owner.get(`/photos/${bystander.id}`)).body), bystander.before);
  }

  for (const use of uses) {
    it(`are kept, cleaned or refused as a ${use}: our own list`, () => hold(ownTexts, use));
    it(
      `are kept, cleaned or refused as a ${use}: every entry of strings.json`,
      { skip: missingFromSet('strings.json') },
      () => hold(listedTexts, use),
    );
  }

  it('treats two Unicode forms of a user name as one', async () => {
    const visitor = app.createVisitor();
    const register = (username: string, email: string) =>
      visitor.post('/accounts', { username, email, password });
    await app.createMember('twin');
    assert.equal((await register('tWIN', 'twin-2@example.org')).status, 409);
    assert.equal((await register('another', 'TWIN@EXAMPLE.ORG')).status, 409);
  });

  describe('file names', { skip: missingFromSet('filenames.json') }, () => {
    it('of any kind lead to a page and a safe download', async () => {
      const uploader = await app.createMember('uploader');
      const taken: { name: string; expect: string; shown: string; id: string }[] = [];
      const faults: string[] = [];
      for (const [index, { name, expect }] of awkwardNames.entries()) {
        const bytes = await makeJpeg({ width: 40 + index, height: 40 });
        const answer = await uploader.upload(bytes, { fileName: name });
        if (answer.id) taken.push({ name, expect, shown: answer.fileName, id: answer.id });
        else if (!['clean-or-refuse', 'long'].includes(expect) || answer.errors?.[0].path !== 'fileName')
          faults.push(`${JSON.stringify(name.slice(0, 60))} was refused: ${JSON.stringify(answer)}`);
      }
      await app.runJobs();
      for (const { name, expect, shown, id } of taken) {
        const fault = await judgeName(uploader, { name, expect, shown, id });
        if (fault) faults.push(`${JSON.stringify(name.slice(0, 60))} (${expect}) ${fault}`);
      }
      assert.deepEqual(faults, []);
      const { items } = (await uploader.get('/me/photos?limit=200')).body;
      assert.equal(items.length, taken.length, 'none is lost');
    });
  });

  async function judgeName(
    uploader: TestClient,
    { name, expect, shown, id }: { name: string; expect: string; shown: string; id: string },
  ): Promise<string | undefined> {
    const photo = (await uploader.get(`/photos/${id}`)).body;
    if (photo.status !== 'ready' || photo.format !== 'jpeg') return `is ${photo.status} ${photo.format}`;
    if (photo.fileName !== shown) return `changed its name to ${photo.fileName}`;
    if (expect === 'keep' && shown !== name.normalize('NFC').trim()) return `is shown as ${shown}`;
    if (expect === 'basename' && (/[/\\]/u.test(shown) || !name.endsWith(shown)))
      return `is shown as ${shown}`;
    const asText = { id: name, use: uses, expect: 'clean-or-refuse', value: name, note: '' };
    const fault = judge(asText, 'filename', { shown });
    if (fault) return fault;
    const { headers } = await uploader.get(`/photos/${id}/download`);
    const download = await app.fetch(headers.get('location') ?? '');
    await download.arrayBuffer();
    const disposition = download.headers.get('content-disposition') ?? '';
    if (!/^attachment; filename="[^"]+\.jpe?g"; filename\*=UTF-8''[^/\\"]+$/iu.test(disposition))
      return `is saved as ${disposition}`;
    const saved = decodeURIComponent(disposition.replace(/.*''/u, ''));
    if (/[/\\]/u.test(saved)) return `is saved under a path: ${saved}`;
    const isImage = download.headers.get('content-type') === 'image/jpeg';
    return isImage && !download.headers.has('set-cookie') ? undefined : 'is not sent as an image';
  }
});
