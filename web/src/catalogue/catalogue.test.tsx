import assert from 'node:assert/strict';
import { existsSync, globSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { press, render } from '../testing/render.tsx';
import { ToastProvider } from '../ui/toast.tsx';
import { catalogue } from './catalogue.tsx';

const dist = fileURLToPath(new URL('../../dist/client/', import.meta.url));
const ui = fileURLToPath(new URL('../ui/', import.meta.url));

describe('the catalogue of controls', () => {
  it('contains every control that ui/ exports', async () => {
    const shown = new Set<unknown>(catalogue.flatMap(({ controls }) => controls));
    const missing: string[] = [];
    for (const file of globSync('**/*.tsx', { cwd: ui, exclude: (path) => path.includes('.test.') })) {
      const module: Record<string, unknown> = await import(pathToFileURL(`${ui}${file}`).href);
      for (const [name, value] of Object.entries(module))
        if (/^[A-Z]/u.test(name) && typeof value === 'function' && !shown.has(value))
          missing.push(`${name} of ${file}`);
    }
    assert.deepEqual(missing, []);
  });

  it('is not part of a build', { skip: !existsSync(dist) && 'the web app is not built' }, () => {
    const files = globSync('**/*.{html,js,css}', { cwd: dist });
    assert.ok(files.length > 0);
    const shown = files.filter((file) =>
      readFileSync(dist + file, 'utf8').includes('Nobody sees this text.'),
    );
    assert.deepEqual(shown, []);
    assert.deepEqual(
      files.filter((file) => file.includes('catalogue')),
      [],
    );
  });

  for (const { controls, states } of catalogue)
    it(`renders every state of ${controls[0]?.name}`, () => {
      for (const [name, element] of Object.entries(states)) {
        using page = render(<ToastProvider>{element}</ToastProvider>);
        assert.ok(page.container.innerHTML.length > 0, name);
        const opener = [...page.container.querySelectorAll('button')].find(
          ({ textContent }) => textContent === 'Open',
        );
        if (opener) press(opener);
      }
    });
});
