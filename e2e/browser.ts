import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

/** Why browser tests cannot run here, for `skip`; with `VITRINE_TEST_REQUIRE=all` that is a failure instead. */
export function missingBrowser(): string | false {
  if (executablePath) return false;
  const reason = 'no Chromium is installed here (Debian: apt-get install chromium)';
  if (process.env.VITRINE_TEST_REQUIRE === 'all') throw new Error(reason);
  return reason;
}

export function launchBrowser(): Promise<Browser> {
  if (!executablePath) throw new Error('no Chromium is installed here');
  return chromium.launch({
    executablePath,
    args: [
      '--no-sandbox',
      '--disable-gpu',
      '--disable-quic',
      '--no-first-run',
      '--disable-background-networking',
      '--disable-component-update',
      '--disable-sync',
    ],
  });
}
