import * as contract from '@vitrine/contract/accounts.ts';
import { requestCode } from '../../features/accounts/code-mail.ts';
import { cancelAccount, keepAccount } from '../../features/accounts/deletion.ts';
import { confirmEmailChange, startEmailChange } from '../../features/accounts/email.ts';
import { changePassword, resetPassword } from '../../features/accounts/password.ts';
import { changeProfile } from '../../features/accounts/profile.ts';
import { confirmAccount, registerAccount } from '../../features/accounts/registration.ts';
import type { Api, ApiOptions } from '../api-options.ts';
import { guarded, replaceSession } from '../authenticate.ts';
import { caller, callerSession } from '../environment.ts';
import { setAccountEtag, withIfMatch } from '../etag.ts';
import { presentAccount } from '../presenters/photos.ts';

export function addAccountRoutes(
  api: Api,
  { ports, cookies, browsers, publicUrl, quotaBytes }: ApiOptions,
): void {
  api.openapi(guarded(contract.createAccount), async (c) => {
    const account = await registerAccount(ports, { ...c.req.valid('json'), browser: browsers.ensure(c) });
    return c.json({ account: presentAccount(account, quotaBytes) }, 201);
  });
  api.openapi(guarded(contract.confirmAccount), async (c) => {
    const { account, secret } = await confirmAccount(ports, {
      ...c.req.valid('json'),
      browser: browsers.read(c),
      userAgent: c.req.header('user-agent'),
    });
    await replaceSession(ports, cookies, c, secret);
    return c.json({ account: presentAccount(account, quotaBytes) }, 200);
  });
  api.openapi(guarded(contract.resendCode), async (c) => {
    const { login } = c.req.valid('json');
    await requestCode(ports, { purpose: 'confirm-account', login, browser: browsers.ensure(c) });
    return c.body(null, 202);
  });
  api.openapi(guarded(contract.forgotPassword), async (c) => {
    const { login } = c.req.valid('json');
    await requestCode(ports, { purpose: 'reset-password', login, browser: browsers.ensure(c) });
    return c.body(null, 202);
  });
  api.openapi(guarded(contract.resetPassword), async (c) => {
    await resetPassword(ports, { ...c.req.valid('json'), browser: browsers.read(c) });
    return c.body(null, 204);
  });
  api.openapi(guarded(contract.getMe), async (c) => {
    const body = { account: presentAccount(caller(c), quotaBytes) };
    setAccountEtag(c, caller(c), body);
    return c.json(body, 200);
  });
  api.openapi(guarded(contract.changeMe), async (c) => {
    const account = await changeProfile(withIfMatch(c, ports), caller(c), c.req.valid('json'));
    const body = { account: presentAccount(account, quotaBytes) };
    setAccountEtag(c, account, body);
    return c.json(body, 200);
  });
  api.openapi(guarded(contract.cancelAccount), async (c) => {
    const account = await cancelAccount(withIfMatch(c, ports), caller(c), {
      password: c.req.valid('json').password,
      keepUrl: `${publicUrl}/settings`,
    });
    const body = { account: presentAccount(account, quotaBytes) };
    setAccountEtag(c, account, body);
    return c.json(body, 202);
  });
  api.openapi(guarded(contract.keepAccount), async (c) => {
    const account = await keepAccount(ports, caller(c));
    return c.json({ account: presentAccount(account, quotaBytes) }, 200);
  });
  api.openapi(guarded(contract.changePassword), async (c) => {
    await changePassword(ports, caller(c), callerSession(c), c.req.valid('json'));
    return c.body(null, 204);
  });
  api.openapi(guarded(contract.changeEmail), async (c) => {
    await startEmailChange(ports, caller(c), { ...c.req.valid('json'), browser: browsers.ensure(c) });
    return c.body(null, 202);
  });
  api.openapi(guarded(contract.confirmEmail), async (c) => {
    const account = await confirmEmailChange(ports, caller(c), {
      ...c.req.valid('json'),
      browser: browsers.read(c),
    });
    return c.json({ account: presentAccount(account, quotaBytes) }, 200);
  });
}
