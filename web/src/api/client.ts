import type { paths } from '@vitrine/contract/openapi-types';
import createClient from 'openapi-fetch';
import { apiBase } from './api-base.ts';

/** Every request of the contract. A page that only reads does without it: `readAddress`. */
export const api = createClient<paths>({ baseUrl: apiBase, credentials: 'same-origin' });
