import { DeploymentError } from '../settings.ts';
import { type Aws, AwsRefusal } from './account/connect-aws.ts';

/**
 * The account that the credentials at hand are of.
 * @throws {DeploymentError} with what to do, where AWS refuses them.
 */
export async function findAccount(aws: Aws, region: string): Promise<string> {
  const answer = await aws
    .query({ service: 'sts', region }, '2011-06-15', 'GetCallerIdentity')
    .catch((error: unknown) => {
      if (!(error instanceof AwsRefusal)) throw error;
      throw new DeploymentError(
        error.code === ''
          ? `${error.message}.`
          : `AWS does not take these credentials (${error.code}): they are wrong or expired, or the clock of this machine is.`,
        { cause: error },
      );
    });
  const account = /<Account>(?<account>\d{12})</u.exec(answer)?.groups?.account;
  if (account) return account;
  throw new DeploymentError('What answers in the place of AWS does not say of which account it is.');
}
