import * as z from 'zod';

/** Query parameters that the URL of every AWS service accepts. */
export const awsParameters = {
  region: z
    .string()
    .regex(/^[\w-]+$/u)
    .optional(),
  /** The endpoint of a compatible service, such as MinIO. */
  endpoint: z
    .string()
    .regex(/^https?:\/\/[^/?#@\s]+\/?$/u)
    .transform((url) => url.replace(/\/$/u, ''))
    .optional(),
};

type Parameters = { region?: string | undefined; endpoint?: string | undefined };

/** The SDK requires a region even for endpoints outside AWS. If `undefined`, the SDK reads its own settings. */
export const regionOf = ({ region, endpoint }: Parameters) => region ?? (endpoint && 'us-east-1');

const s3Format =
  /^s3:\/\/(?<bucket>[a-z0-9][a-z0-9.-]{1,61}[a-z0-9])(?:\/(?<prefix>[\w./-]*))?(?:\?(?<query>.*))?$/u;
const s3Parameters = z.strictObject({
  ...awsParameters,
  kmsKey: z
    .string()
    .regex(/^[\w:/-]+$/u)
    .optional(),
});

export const s3Url = z.string().transform((text, context) => {
  const { bucket, prefix = '', query = '' } = s3Format.exec(text)?.groups ?? {};
  const options = s3Parameters.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (bucket === undefined || !options.success || /(^|\/)\.{0,2}\/|(^|\/)\.{1,2}$/u.test(prefix)) {
    const example =
      's3://BUCKET/prefix?region=eu-central-1&endpoint=https://s3.example.org&kmsKey=alias/photos';
    context.addIssue({ code: 'custom', message: `must be like file:data/media or ${example}` });
    return z.NEVER;
  }
  const { endpoint, kmsKey } = options.data;
  return { kind: 's3' as const, bucket, prefix, region: regionOf(options.data), endpoint, kmsKey };
});

export type UserPoolEndpoint = {
  kind: 'cognito';
  poolId: string;
  clientId: string;
  region: string;
  /** The endpoint of a compatible service outside AWS. */
  endpoint: string | undefined;
};

const cognitoExample = 'cognito://eu-central-1_AbCdEfGhI?client=1h57kf5cpq17m0eml12EXAMPLE';
/* A pool's id begins with its region: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html */
const cognitoFormat =
  /^cognito:\/\/(?<poolId>(?<region>[a-z]{2,4}(?:-[a-z]+)+-\d)_[0-9A-Za-z]+)\/?\?(?<query>.*)$/u;
const cognitoParameters = z.strictObject({
  client: z.string().regex(/^[\w+]{1,128}$/u),
  ...awsParameters,
});

export const cognitoUrl = z.string().transform((text, context): UserPoolEndpoint => {
  const { poolId, region, query = '' } = cognitoFormat.exec(text)?.groups ?? {};
  const options = cognitoParameters.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (poolId === undefined || region === undefined || !options.success) {
    const message = `must be local: or like ${cognitoExample}, with &region= and &endpoint= if needed`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
  const { client, endpoint } = options.data;
  return { kind: 'cognito', poolId, clientId: client, region: options.data.region ?? region, endpoint };
});
