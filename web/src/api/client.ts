import type { paths } from '@vitrine/contract/openapi-types';
import createClient from 'openapi-fetch';
import { pageAccount } from './page-account.ts';
import { apiBase } from './request.ts';

/** Typed client for every request of the contract. Code that only reads uses the smaller `fetchJson`. */
export const api = createClient<paths>({ baseUrl: apiBase, credentials: 'same-origin' });

api.use({
  onRequest({ request }) {
    if (pageAccount.id) request.headers.set('Vitrine-Account', pageAccount.id);
  },
});
