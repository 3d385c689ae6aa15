import { openapiInfo } from '@vitrine/contract/api.ts';
import * as contract from '@vitrine/contract/version.ts';
import { version } from '../../domain/version.ts';
import type { Api } from '../api-options.ts';
import { guarded } from '../authenticate.ts';

export function addVersionRoutes(api: Api): void {
  api.openapi(guarded(contract.getVersion), (c) => c.json({ version, api: openapiInfo.info.version }, 200));
}
