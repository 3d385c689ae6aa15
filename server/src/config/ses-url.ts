import * as z from 'zod';
import { awsParameters, regionOf } from './aws-parameters.ts';

const parameters = z.strictObject({
  ...awsParameters,
  configurationSet: z
    .string()
    .regex(/^[\w-]{1,64}$/u)
    .optional(),
});

/** Who sends is said by `VITRINE_MAIL_FROM`, so the address names no more than where SES is. */
export const sesUrl = z.string().transform((text, context) => {
  const query = /^ses:\/\/\/?(?:\?(?<query>[^#]*))?$/u.exec(text)?.groups;
  const result = parameters.safeParse(Object.fromEntries(new URLSearchParams(query?.query)));
  if (!query || !result.success) {
    const message = 'must be like ses://?region=eu-central-1&configurationSet=gallery&endpoint=https://…';
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
  const { endpoint, configurationSet } = result.data;
  return { kind: 'ses' as const, region: regionOf(result.data), endpoint, configurationSet };
});
