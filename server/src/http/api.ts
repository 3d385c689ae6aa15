import { OpenAPIHono } from '@hono/zod-openapi';
import { openapiInfo } from '@vitrine/contract/api.ts';
import * as contract from '@vitrine/contract/version.ts';
import { version } from '../domain/version.ts';
import type { Api, ApiOptions } from './api-options.ts';
import { guarded } from './authenticate.ts';
import type { AppEnv } from './environment.ts';
import { validationError } from './problems.ts';
import { addAccountRoutes } from './routes/accounts.ts';
import { addAdministrationRoutes } from './routes/administration.ts';
import { addAlbumRoutes } from './routes/albums.ts';
import { addEventRoutes } from './routes/events.ts';
import { addLikeRoutes, addPhotoRoutes } from './routes/photos.ts';
import { addProfileRoutes } from './routes/profiles.ts';
import { addSessionRoutes } from './routes/sessions.ts';
import { addSmallUploadRoute } from './routes/small-uploads.ts';
import { addTokenRoutes } from './routes/tokens.ts';
import { addUploadRoutes } from './routes/uploads.ts';

/** Connects every route of the contract with its handler. Requests that fail validation reach no handler. */
export function createApi(options: ApiOptions): Api {
  const api: Api = new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (!result.success) throw validationError(result.error);
    },
  });
  addAccountRoutes(api, options);
  addSessionRoutes(api, options);
  addUploadRoutes(api, options);
  addSmallUploadRoute(api, options);
  addPhotoRoutes(api, options);
  addLikeRoutes(api, options);
  addProfileRoutes(api, options);
  addAdministrationRoutes(api, options);
  addAlbumRoutes(api, options);
  addTokenRoutes(api, options);
  addEventRoutes(api, options);
  addVersionRoutes(api);
  return api;
}

function addVersionRoutes(api: Api): void {
  api.openapi(guarded(contract.getVersion), (c) => c.json({ version, api: openapiInfo.info.version }, 200));
}
