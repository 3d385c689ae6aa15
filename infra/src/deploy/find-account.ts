import { defaultProvider } from '@aws-sdk/credential-provider-node';
import { DeploymentError } from '../settings.ts';
import { signRequest } from './sign-request.ts';

const body = 'Action=GetCallerIdentity&Version=2011-06-15';

/**
 * The account that the credentials at hand are of: those that every tool of AWS takes, from the environment or a profile.
 * @throws {DeploymentError} with what to do, where there are none or AWS refuses them.
 */
export async function findAccount(region: string, endpoint?: string): Promise<string> {
  const credentials = await defaultProvider({ clientConfig: { region } })().catch((error: Error) => {
    throw new DeploymentError(
      `There are no credentials for AWS: ${error.message}\nLog in (aws configure sso, aws sso login), or set AWS_PROFILE or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY.`,
    );
  });
  const url = new URL(endpoint ?? `https://sts.${region}.amazonaws.com/`);
  const headers = { 'content-type': 'application/x-www-form-urlencoded', accept: 'application/json' };
  const response = await fetch(url, {
    method: 'POST',
    body,
    headers: signRequest(
      { method: 'POST', url, headers, body, region, service: 'sts', now: new Date() },
      credentials,
    ),
  }).catch((error: Error) => {
    throw new DeploymentError(`AWS cannot be reached at ${url.host}.`, { cause: error });
  });
  const account = /"Account":"(?<account>\d{12})"/u.exec(await response.text())?.groups?.account;
  if (account) return account;
  throw new DeploymentError(
    `AWS does not take these credentials (${response.status}): they are wrong or expired, or the clock of this machine is.`,
  );
}
