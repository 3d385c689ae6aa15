import * as z from 'zod';
import { awsParameters, regionOf } from './aws-urls.ts';
import { createSecret } from './secret.ts';

const sesParameters = z.strictObject({
  ...awsParameters,
  configurationSet: z
    .string()
    .regex(/^[\w-]{1,64}$/u)
    .optional(),
});

/** `VITRINE_MAIL_FROM` sets the sender, so the URL only names the SES endpoint. */
export const sesUrl = z.string().transform((text, context) => {
  const query = /^ses:\/\/\/?(?:\?(?<query>[^#]*))?$/u.exec(text)?.groups;
  const result = sesParameters.safeParse(Object.fromEntries(new URLSearchParams(query?.query)));
  if (!query || !result.success) {
    const message = 'must be like ses://?region=eu-central-1&configurationSet=gallery&endpoint=https://…';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
  const { endpoint, configurationSet } = result.data;
  return { kind: 'ses' as const, region: regionOf(result.data), endpoint, configurationSet };
});

const form =
  /^(?<scheme>smtps?):\/\/(?:(?<user>[^:@/?#\s]+)(?::(?<word>[^:@/?#\s]*))?@)?(?<host>\[[\da-f:]+\]|[\w.-]+)(?::(?<port>\d{1,5}))?\/?$/iu;

/** Error messages never quote the URL, which may contain a password. */
export const smtpUrl = z.string().transform((text, context) => {
  try {
    const { scheme, user, word, host, port } = form.exec(text)?.groups ?? {};
    if (host === undefined) throw new TypeError('not of the form');
    const isSecure = scheme?.toLowerCase() === 'smtps';
    return {
      kind: 'smtp' as const,
      host: host.replace(/^\[|\]$/gu, ''),
      // Submission, RFC 8314 §3.3 and RFC 6409 §3.1.
      port: port === undefined ? (isSecure ? 465 : 587) : Number(port),
      isSecure,
      ...(user !== undefined && { user: decodeURIComponent(user) }),
      ...(word !== undefined && { password: createSecret(decodeURIComponent(word)) }),
    };
  } catch {
    const message =
      'must be like folder:data/outbox, ses://?region=eu-central-1 or smtps://user:password@mail.example.org, with @ : / ? # % in a user or password written as %40 %3A %2F %3F %23 %25';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
});
