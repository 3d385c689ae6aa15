import * as z from 'zod';

/** What the address of each of Amazon's services may end in. */
export const awsParameters = {
  region: z
    .string()
    .regex(/^[\w-]+$/u)
    .optional(),
  /** Of a server that is not Amazon's. */
  endpoint: z
    .string()
    .regex(/^https?:\/\/[^/?#@\s]+\/?$/u)
    .transform((url) => url.replace(/\/$/u, ''))
    .optional(),
};

type Parameters = { region?: string | undefined; endpoint?: string | undefined };

/** Elsewhere than at Amazon's the region is no matter, but the SDK asks for one. Absent, it is the SDK's own setting. */
export const regionOf = ({ region, endpoint }: Parameters) => region ?? (endpoint && 'us-east-1');
