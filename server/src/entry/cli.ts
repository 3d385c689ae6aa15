#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/* Compiling is a third of a start: what was compiled once is kept beside the dependencies, where that can be written. */
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/vitrine', import.meta.url)));
const { runCommandLine } = await import('./command-line.ts');
await runCommandLine();
