import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { changeIfUnmodified } from './change-if-unmodified.ts';

type Thing = { title: string; tags: string[] };

/** A server with one record, which another tab can change. */
function serve(stored: Thing) {
  let version = 1;
  const state = { ...stored };
  const answers = (data: Thing, init: ResponseInit = {}) => ({ data, response: new Response(null, init) });
  const tag = () => `"v${version}"`;
  return {
    state,
    changeElsewhere(change: Partial<Thing>) {
      Object.assign(state, change);
      version += 1;
    },
    read: async () => answers({ ...state }, { headers: { etag: tag() } }),
    write: (change: Partial<Thing>) => async (expected: string | undefined) => {
      if (expected !== tag())
        return {
          error: { status: 412, code: 'precondition-failed' },
          response: new Response(null, { status: 412 }),
        };
      Object.assign(state, change);
      version += 1;
      return answers({ ...state });
    },
  };
}

describe('changeIfUnmodified', () => {
  it('saves a change whose fields are as the user saw them, whatever else changed', async () => {
    const server = serve({ title: 'One', tags: ['sea'] });
    server.changeElsewhere({ tags: ['sea', 'sky'] });
    const change = { title: 'Two' };
    const saved = await changeIfUnmodified<Thing>({
      ...{ seen: { title: 'One', tags: ['sea'] }, change },
      ...{ read: server.read, write: server.write(change) },
    });
    assert.deepEqual(saved, { title: 'Two', tags: ['sea', 'sky'] });
  });

  it('rejects a change of a field that another tab wrote, before or during the save', async () => {
    const server = serve({ title: 'One', tags: ['sea'] });
    const change = { tags: ['mine'] };
    const seen = { title: 'One', tags: ['sea'] };
    const save = (read = server.read) =>
      changeIfUnmodified<Thing>({ seen, change, read, write: server.write(change) });
    const readThenLose = async () => {
      const reading = await server.read();
      server.changeElsewhere({ tags: ['theirs'] });
      return reading;
    };
    await assert.rejects(save(readThenLose), { status: 412, code: 'precondition-failed' });
    await assert.rejects(save(), { status: 412, message: /changed elsewhere/u });
    assert.deepEqual(server.state.tags, ['theirs']);
  });
});
