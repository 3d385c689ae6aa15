import * as z from 'zod';
import { awsParameters, regionOf } from './aws-parameters.ts';

const form =
  /^s3:\/\/(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(?<prefix>[\w./-]*))?(?:\?(?<query>.*))?$/u;
const parameters = z.strictObject({
  ...awsParameters,
  kmsKey: z
    .string()
    .regex(/^[\w:/-]+$/u)
    .optional(),
});

export const s3Url = z.string().transform((text, context) => {
  const { bucket, prefix = '', query = '' } = form.exec(text)?.groups ?? {};
  const options = parameters.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (bucket === undefined || !options.success || /(^|\/)\.{0,2}\/|(^|\/)\.{1,2}$/u.test(prefix)) {
    const example =
      's3://BUCKET/prefix?region=eu-central-1&endpoint=https://s3.example.org&kmsKey=alias/photos';
    context.addIssue({ code: 'custom', message: `must be like file:data/media or ${example}` });
    return z.NEVER;
  }
  const { endpoint, kmsKey } = options.data;
  return { kind: 's3' as const, bucket, prefix, region: regionOf(options.data), endpoint, kmsKey };
});
