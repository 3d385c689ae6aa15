#!/usr/bin/env node
import { enableCompileCache } from 'node:module';
import { fileURLToPath } from 'node:url';

/* Compiling takes a third of the start time. The cache lies beside the dependencies if that folder is writable. */
enableCompileCache(fileURLToPath(new URL('../../../node_modules/.cache/vitrine', import.meta.url)));
const { runCommandLine } = await import('./command-line.ts');
await runCommandLine();
