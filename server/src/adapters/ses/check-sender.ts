import { GetEmailIdentityCommand, type SESv2Client } from '@aws-sdk/client-sesv2';

/**
 * Rejects where SES has not found the sender to be ours. It may know the whole address, its domain, or one above: any is
 * enough, and a role may be allowed to ask for that one alone.
 */
export async function checkSender(client: SESv2Client, from: string): Promise<void> {
  const [address = from, host = ''] = /[^\s<>"]+@([\w.-]+)/u.exec(from) ?? [];
  const labels = host.split('.');
  const domains = labels.slice(0, -1).map((_, index) => labels.slice(index).join('.'));
  const answers = await Promise.allSettled([address, ...domains].map((name) => isVerified(client, name)));
  if (answers.some((answer) => answer.status === 'fulfilled' && answer.value)) return;
  const awaitsProof = answers.some(({ status }) => status === 'fulfilled');
  const refusals = answers.filter((answer) => answer.status === 'rejected').map(({ reason }) => reason);
  const unexpected = refusals.find(({ name }) => name !== 'NotFoundException');
  throw awaitsProof || !unexpected ? Object.assign(new Error(), { name: 'SenderNotVerified' }) : unexpected;
}

async function isVerified(client: SESv2Client, name: string): Promise<boolean> {
  const { VerifiedForSendingStatus } = await client.send(
    new GetEmailIdentityCommand({ EmailIdentity: name }),
  );
  return VerifiedForSendingStatus ?? false;
}
