import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { describe, it } from 'node:test';
import { promisify } from 'node:util';
import { decodeHeic } from './decode-heic.ts';
import { ImageRefusal } from './image-refusal.ts';

describe('decoding HEIC', () => {
  it('refuses what is none', async () => {
    await assert.rejects(decodeHeic(Buffer.from('no picture at all')), ImageRefusal);
  });

  it('does not blame the picture for a decoder that does not start', async () => {
    const withoutDecoder = `data:text/javascript,${encodeURIComponent(`
      import { registerHooks } from 'node:module';
      registerHooks({
        resolve(specifier, context, next) {
          if (specifier.startsWith('libheif')) throw new Error('the decoder is gone');
          return next(specifier, context);
        },
      });`)}`;
    const program = `
      import { decodeHeic } from ${JSON.stringify(new URL('./decode-heic.ts', import.meta.url).href)};
      await decodeHeic(Buffer.from('no picture at all')).catch((error) => console.log(String(error)));`;
    const { stdout } = await promisify(execFile)(process.execPath, [
      '--import',
      withoutDecoder,
      '--eval',
      program,
    ]);
    assert.equal(stdout, 'Error: the decoder is gone\n');
  });
});
