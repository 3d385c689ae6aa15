import * as z from 'zod';
import { awsParameters } from './aws-parameters.ts';

export type UserPoolLocation = {
  kind: 'cognito';
  poolId: string;
  clientId: string;
  region: string;
  /** Of a user pool that is not Amazon's. */
  endpoint: string | undefined;
};

const example = 'cognito://eu-central-1_AbCdEfGhI?client=1h57kf5cpq17m0eml12EXAMPLE';
/* A pool's id begins with its region: https://docs.aws.amazon.com/cognito-user-identity-pools/latest/APIReference/API_UserPoolType.html */
const form = /^cognito:\/\/(?<poolId>(?<region>[a-z]{2,4}(?:-[a-z]+)+-\d)_[0-9A-Za-z]+)\/?\?(?<query>.*)$/u;
const parameters = z.strictObject({
  client: z.string().regex(/^[\w+]{1,128}$/u),
  ...awsParameters,
});

export const cognitoUrl = z.string().transform((text, context): UserPoolLocation => {
  const { poolId, region, query = '' } = form.exec(text)?.groups ?? {};
  const options = parameters.safeParse(Object.fromEntries(new URLSearchParams(query)));
  if (poolId === undefined || region === undefined || !options.success) {
    const message = `must be local: or like ${example}, with &region= and &endpoint= if need be`;
    context.addIssue({ code: 'custom', message });
    return z.NEVER;
  }
  const { client, endpoint } = options.data;
  return { kind: 'cognito', poolId, clientId: client, region: options.data.region ?? region, endpoint };
});
