import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseConfig } from './config.ts';
import { assertRefused } from './testing/assert-refused.ts';

const read = (environment: Record<string, string>) => parseConfig(environment).publicUrl;

describe('the address where people reach Vitrine', () => {
  it('is this machine’s, at the port, where nothing says another', () => {
    assert.equal(read({ PORT: '4000' }), 'http://localhost:4000');
    assert.equal(
      read({ PORT: '4000', VITRINE_PUBLIC_URL: 'http://photos.local:$PORT' }),
      'http://photos.local:4000',
    );
    assert.equal(read({ VITRINE_PUBLIC_URL: 'https://photos.example.org/' }), 'https://photos.example.org');
  });

  it('is told as browsers tell it, however it is written', () => {
    for (const [written, told] of [
      ['https://Photos.Example.org', 'https://photos.example.org'],
      ['https://photos.example.org:443/', 'https://photos.example.org'],
      ['http://photos.example.org:80', 'http://photos.example.org'],
      ['https://photos.example.org:8443', 'https://photos.example.org:8443'],
      ['https://fotos.müller.example', 'https://fotos.xn--mller-kva.example'],
    ])
      assert.equal(read({ VITRINE_PUBLIC_URL: written ?? '' }), told);
  });

  it('is one that a browser can go to, with nobody’s name in it', () => {
    for (const address of [
      'photos.example.org',
      'ftp://a.example',
      'https://h:99999',
      'https://u:p@h.example',
      'https://h/a',
      'https://',
    ])
      assertRefused('VITRINE_PUBLIC_URL', address, 'like https://photos.example.org, without a path');
  });
});
