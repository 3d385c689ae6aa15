import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Files of the web app that keep their names, such as its icon. The build copies them as they stand. */
export const publicFolder = fileURLToPath(new URL('../../web/public', import.meta.url));

export const publicFiles = readdirSync(publicFolder);
