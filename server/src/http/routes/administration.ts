import * as contract from '@vitrine/contract/administration.ts';
import {
  hidePhoto,
  resumeAccount,
  suspendAccount,
  unhidePhoto,
} from '../../features/administration/moderation.ts';
import type { Api, ApiOptions } from '../api-options.ts';
import { guarded } from '../authenticate.ts';
import { caller } from '../environment.ts';

export function addAdministrationRoutes(api: Api, { ports }: ApiOptions): void {
  api.openapi(guarded(contract.suspendMember), async (c) => {
    const admin = caller(c);
    const { reason } = c.req.valid('json');
    const { id } = await suspendAccount(ports, c.req.valid('param').username, { reason, admin });
    ports.log.info({ requestId: c.get('requestId'), by: admin.id, accountId: id }, 'account suspended');
    return c.body(null, 204);
  });
  api.openapi(guarded(contract.resumeMember), async (c) => {
    const { id } = await resumeAccount(ports, c.req.valid('param').username);
    ports.log.info({ requestId: c.get('requestId'), by: caller(c).id, accountId: id }, 'account resumed');
    return c.body(null, 204);
  });
  api.openapi(guarded(contract.hidePhoto), async (c) => {
    const { id } = c.req.valid('param');
    await hidePhoto(ports, id);
    ports.log.info({ requestId: c.get('requestId'), by: caller(c).id, photoId: id }, 'photo hidden');
    return c.body(null, 204);
  });
  api.openapi(guarded(contract.unhidePhoto), async (c) => {
    const { id } = c.req.valid('param');
    await unhidePhoto(ports, id);
    ports.log.info({ requestId: c.get('requestId'), by: caller(c).id, photoId: id }, 'photo shown again');
    return c.body(null, 204);
  });
}
