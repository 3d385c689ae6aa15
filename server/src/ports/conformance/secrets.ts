import assert from 'node:assert/strict';
import { beforeEach, describe, it } from 'node:test';
import type { Clock } from '../clock.ts';
import type { Secrets } from '../secrets.ts';

export type SecretsHarness = (secret: Uint8Array, clock: Clock) => Secrets;

/** Describes the promises of every implementation of secrets. */
export function describeSecrets(name: string, create: SecretsHarness): void {
  describe(name, () => {
    let now: number;
    let secrets: Secrets;
    const clock = { now: () => now };

    beforeEach(() => {
      now = Date.UTC(2026, 0, 1);
      secrets = create(new Uint8Array(32).fill(1), clock);
    });

    it('makes ids that are UUIDs of version 7 with the time in front', () => {
      const id = secrets.createId();
      assert.match(id, /^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/u);
      assert.equal(Number.parseInt(id.replaceAll('-', '').slice(0, 12), 16), now);
    });

    it('makes ids in order, also many within one millisecond', () => {
      const ids = Array.from({ length: 20_000 }, () => secrets.createId<string>());
      assert.deepEqual(ids, ids.toSorted());
      assert.equal(new Set(ids).size, ids.length);
    });

    it('keeps ids in order while the clock is set back a little', () => {
      const first = secrets.createId<string>();
      now -= 1000;
      assert.ok(secrets.createId<string>() > first);
    });

    it('follows a clock that was set back for good', () => {
      const wrong = secrets.createId<string>();
      now -= 86_400_000;
      assert.ok(secrets.createId<string>() < wrong);
    });

    it('makes tokens of 256 bits, never the same', () => {
      const tokens = Array.from({ length: 1000 }, () => secrets.createToken());
      assert.ok(tokens.every((token) => /^[\w-]{43}$/u.test(token)));
      assert.equal(new Set(tokens).size, tokens.length);
    });

    it('makes short codes of six digits, of which each can be any', () => {
      const codes = Array.from({ length: 1000 }, () => secrets.createTypedCode());
      assert.ok(codes.every((code) => /^\d{6}$/u.test(code)));
      for (let place = 0; place < 6; place++)
        assert.equal(new Set(codes.map((code) => code[place])).size, 10, `place ${place}`);
    });

    it('makes long codes of 128 bits, never the same', () => {
      const codes = Array.from({ length: 1000 }, () => secrets.createLinkCode());
      assert.ok(codes.every((code) => /^[0-9a-f]{32}$/u.test(code)));
      assert.equal(new Set(codes).size, codes.length);
    });

    it('digests by SHA-256', () => {
      assert.equal(secrets.digest('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    });

    it('verifies what it signed, after a restart too', () => {
      const signature = secrets.sign('media', 'text');
      assert.match(signature, /^[\w-]{43}$/u);
      assert.ok(create(new Uint8Array(32).fill(1), clock).verify('media', 'text', signature));
    });

    it('verifies no other text, purpose, signature or secret', () => {
      const signature = secrets.sign('media', 'text');
      assert.ok(!secrets.verify('media', 'text ', signature));
      assert.ok(!secrets.verify('storage', 'text', signature));
      assert.ok(!secrets.verify('media', 'text', `${signature}A`));
      assert.ok(!secrets.verify('media', 'text', signature.slice(1)));
      assert.ok(!secrets.verify('media', 'text', ''));
      assert.ok(!secrets.verify('media', 'text', 'é'.repeat(43)));
      assert.ok(!create(new Uint8Array(32).fill(2), clock).verify('media', 'text', signature));
    });

    it('decrypts what it encrypted', () => {
      const sealed = secrets.encrypt('mail', 'Grüße, 12345678');
      assert.ok(!sealed.includes('12345678'));
      assert.ok(!Buffer.from(sealed, 'base64url').toString('latin1').includes('12345678'));
      assert.notEqual(secrets.encrypt('mail', 'Grüße, 12345678'), sealed);
      assert.equal(create(new Uint8Array(32).fill(1), clock).decrypt('mail', sealed), 'Grüße, 12345678');
      assert.equal(secrets.decrypt('mail', secrets.encrypt('mail', '')), '');
    });

    it('refuses to decrypt changed, truncated or foreign ciphertext', () => {
      const sealed = secrets.encrypt('mail', 'text');
      for (let place = 0; place < sealed.length - 1; place++) {
        const changed =
          sealed.slice(0, place) + (sealed[place] === 'A' ? 'B' : 'A') + sealed.slice(place + 1);
        assert.equal(secrets.decrypt('mail', changed), undefined, `place ${place}`);
      }
      for (const cut of ['', 'A', sealed.slice(0, 20), sealed.slice(0, -2)])
        assert.equal(secrets.decrypt('mail', cut), undefined);
      assert.equal(secrets.decrypt('code', sealed), undefined);
      assert.equal(create(new Uint8Array(32).fill(2), clock).decrypt('mail', sealed), undefined);
    });
  });
}
