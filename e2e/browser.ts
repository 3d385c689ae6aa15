import { existsSync } from 'node:fs';
import { type Browser, chromium } from 'playwright-core';

const executablePath = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(
  existsSync,
);

/**
 * Returns the reason to skip browser tests, or `false` if Chromium is installed.
 * Throws if Chromium is missing and `VITRINE_TEST_REQUIRE=all`.
 */
export function missingBrowser(): string | false {
  if (executablePath) return false;
  const reason = 'Chromium is not installed (Debian: apt-get install chromium)';
  if (process.env.VITRINE_TEST_REQUIRE === 'all') throw new Error(reason);
  return reason;
}

export function launchBrowser(): Promise<Browser> {
  if (!executablePath) throw new Error('Chromium is not installed');
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
