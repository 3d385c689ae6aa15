import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import type { AxeResults } from 'axe-core';
import type { Page } from 'playwright-core';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

const tags = "{ type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'] }";
// An open menu covers parts of the page by chance, so axe must not measure targets then. `findSmallTargets` does.
const targetSize = "{ enabled: !document.querySelector(':popover-open') }";
const everything = `{ runOnly: ${tags}, rules: { 'target-size': ${targetSize} } }`;

/** Runs axe on the page and returns a line for each faulty element. Scope `colours` checks only contrast. */
export async function findViolations(page: Page, scope: 'everything' | 'colours'): Promise<string[]> {
  if (!(await page.evaluate<boolean>('Boolean(window.axe)'))) await page.evaluate(`${axe};undefined`);
  // Wait for animations, because fading elements lack their final colours. Endless animations never finish.
  await page.evaluate(`Promise.allSettled(
    document
      .getAnimations()
      .filter((animation) => animation.effect?.getComputedTiming().endTime !== Infinity)
      .map((animation) => animation.finished),
  ).then(() => undefined)`);
  const options = scope === 'colours' ? "{ runOnly: ['color-contrast'] }" : everything;
  const { violations } = await page.evaluate<AxeResults>(
    `axe.run(document, { ...${options}, resultTypes: ['violations'] })`,
  );
  return violations.flatMap(({ id, nodes }) =>
    nodes.map(
      ({ target, failureSummary }) => `${id}: ${target.join(' ')} (${failureSummary?.replace(/\s+/gu, ' ')})`,
    ),
  );
}

/** Returns by how many pixels the settled page overflows its window, with the element that extends the farthest. */
export async function findOverflow(page: Page): Promise<string[]> {
  const [excess, name] = await page.evaluate<[number, string]>(`(async () => {
    const root = document.documentElement;
    for (let looks = 0; looks < 300 && root.scrollWidth > root.clientWidth; looks += 1)
      await new Promise((resolve) => setTimeout(resolve, 50));
    const [widest] = [...document.querySelectorAll('body *')]
      .map((element) => [element.getBoundingClientRect().right, element])
      .sort(([one], [other]) => other - one);
    const name = widest[1].tagName + '.' + widest[1].className + ' ' + widest[1].textContent.slice(0, 40);
    return [root.scrollWidth - root.clientWidth, name];
  })()`);
  return excess > 0 ? [`${excess} px too wide: ${name}`] : [];
}

/** Returns the controls smaller than 44 × 44 px. Links inside text are exempt. */
export function findSmallTargets(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(`(() => {
    const targets = document.querySelectorAll('button, a[href], input, select, textarea, summary, [role=menuitem]');
    const root = document.querySelector('dialog[open], :popover-open') ?? document;
    return [...targets].flatMap((element) => {
      if (!root.contains(element) || !element.checkVisibility({ visibilityProperty: true })) return [];
      const { display, clipPath } = getComputedStyle(element);
      const shown = element.closest('label') ?? element;
      const { width, height } = shown.getBoundingClientRect();
      const isInText = display === 'inline' || clipPath !== 'none' || width === 0 || element.closest('[hidden]');
      if (isInText || (width >= 43.5 && height >= 43.5)) return [];
      const name = element.getAttribute('aria-label') ?? element.textContent.trim();
      return [element.tagName + ' "' + name + '" is ' + Math.round(width) + ' × ' + Math.round(height)];
    });
  })()`);
}
