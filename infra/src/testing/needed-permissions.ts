import type { RecordedCall } from './record-calls.ts';

/** An action and the kind of resource that it acts on. */
export type Permission =
  `${string} on ${'bucket' | 'objects' | 'queue' | 'renderings' | 'dead' | 'table' | 'lists' | 'pool' | 'mail' | 'secret' | 'release'}`;

type Names = { bucket: string; deadLetters: string; renderings: string };

/** Returns the permissions that AWS requires for a call. */
export function permissionsFor(call: RecordedCall, names: Names): Permission[] {
  const { service, target, body } = call;
  const operation = target.split('.')[1] ?? '';
  if (service === 's3') return [onS3(call, names)];
  if (service === 'sqs') return [`sqs:${operation} on ${queueIn(body, names)}`];
  if (service === 'cognito-idp') return [`cognito-idp:${operation} on pool`];
  if (service === 'secretsmanager') return [`secretsmanager:${operation} on secret`];
  if (service === 'ses') return onSes(call);
  if (service === 'dynamodb') return onDynamodb(operation, JSON.parse(body));
  throw new Error(`no permission is known for ${service} ${target}`);
}

function queueIn(body: string, { deadLetters, renderings }: Names): 'queue' | 'renderings' | 'dead' {
  if (body.includes(`${deadLetters}"`)) return 'dead';
  return body.includes(`${renderings}"`) ? 'renderings' : 'queue';
}

/* https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonsimpleemailservicev2.html */
function onSes({ path }: RecordedCall): Permission[] {
  if (path.startsWith('/v2/email/identities/')) return ['ses:GetEmailIdentity on mail'];
  if (path.startsWith('/v2/email/configuration-sets/')) return ['ses:GetConfigurationSet on mail'];
  return ['ses:SendEmail on mail', 'ses:SendRawEmail on mail'];
}

/* https://docs.aws.amazon.com/AmazonS3/latest/userguide/using-with-s3-policy-actions.html */
function onS3({ method, path }: RecordedCall, { bucket }: Names): Permission {
  const { pathname, searchParams: query } = new URL(path, 'http://s3');
  if (pathname.replace(/\/$/u, '') === `/${bucket}`) {
    if (query.has('delete')) return 's3:DeleteObject on objects';
    return query.has('uploads') ? 's3:ListBucketMultipartUploads on bucket' : 's3:ListBucket on bucket';
  }
  if (query.has('uploadId') && method === 'DELETE') return 's3:AbortMultipartUpload on objects';
  if (query.has('uploadId') && method === 'GET') return 's3:ListMultipartUploadParts on objects';
  if (method === 'DELETE') return 's3:DeleteObject on objects';
  return method === 'GET' || method === 'HEAD' ? 's3:GetObject on objects' : 's3:PutObject on objects';
}

/* https://docs.aws.amazon.com/amazondynamodb/latest/developerguide/transaction-apis.html#transaction-apis-iam */
const inTransaction: Record<string, string> = {
  Put: 'PutItem',
  Update: 'UpdateItem',
  Delete: 'DeleteItem',
  ConditionCheck: 'ConditionCheckItem',
};

type DynamodbBody = { IndexName?: string; TransactItems?: Record<string, unknown>[] };

function onDynamodb(operation: string, { IndexName, TransactItems = [] }: DynamodbBody): Permission[] {
  if (operation === 'TransactWriteItems')
    return TransactItems.flatMap((item) =>
      Object.keys(item).map((kind): Permission => `dynamodb:${inTransaction[kind] ?? kind} on table`),
    );
  return [`dynamodb:${operation} on ${IndexName ? 'lists' : 'table'}`];
}
