import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';

type Stack = {
  status?: string;
  outputs?: Record<string, string>;
  tags?: Record<string, string>;
  /** Resource types by physical id. Lists have pages of two. */
  resources?: Record<string, string>;
};
type Machine = { type: string; cores: number; threads: number; isSpot?: true };

/** The state of a fake AWS account. */
export type FakeAccount = {
  /** The account's own quotas by code. Others have their default. */
  quotas: Record<string, number>;
  vpcs: number;
  addresses: number;
  machines: Machine[];
  databases: Record<'DBInstances' | 'DBClusters', { used: number; allowed: number }>;
  functions: { all: number; free: number };
  /** CloudFront resources. Lists have pages of two. */
  distributions: number;
  cachePolicies: number;
  headersPolicies: number;
  mail: { isInProduction: boolean; isSending: boolean; identities: string[] };
  zones: Record<string, { name: string; isPrivate?: true }>;
  tables: Record<
    string,
    { status?: string; indexes?: number; isProtected?: true; isRecoverable?: true; expires?: true }
  >;
  /** Stacks by region and name, such as `us-east-1 Vitrine`. */
  stacks: Record<string, Stack>;
  /** Physical ids of databases with deletion protection. */
  protected: Set<string>;
  /** Operations that the credentials may not call. */
  denied: string[];
};

export const emptyAccount = (): FakeAccount => ({
  quotas: {},
  vpcs: 1,
  addresses: 0,
  machines: [],
  databases: { DBInstances: { used: 0, allowed: 40 }, DBClusters: { used: 0, allowed: 40 } },
  functions: { all: 1000, free: 1000 },
  distributions: 3,
  cachePolicies: 1,
  headersPolicies: 0,
  mail: { isInProduction: true, isSending: true, identities: [] },
  zones: { Z0123456789: { name: 'example.org' } },
  tables: {},
  stacks: { 'us-east-1 CDKToolkit': {}, 'eu-central-1 CDKToolkit': {} },
  protected: new Set(),
  denied: [],
});

const defaultQuotas: Record<string, number> = {
  ...{ 'L-F678F1CE': 5, 'L-0263D0A3': 5, 'L-1216C47A': 32 },
  ...{ 'L-24B04930': 200, 'L-7D134442': 20, 'L-CF0D4FC5': 20 },
};

export type FakeAws = AsyncDisposable & {
  url: string;
  account: FakeAccount;
  /** The calls as `REGION SERVICE Operation`, with the region and service of their signature. */
  asked: string[];
};

class Refusal extends Error {
  readonly status: number;
  readonly code: string;

  constructor(status: number, code: string, message = code) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

type Question = {
  region: string;
  service: string;
  operation: string;
  /** Parameters from the path, the query, or a JSON or form body. */
  given: Record<string, string>;
};

/** Starts a server that answers for all AWS services, in the formats that Amazon documents. */
export async function startFakeAws(account = emptyAccount()): Promise<FakeAws> {
  const asked: string[] = [];
  const server = createServer(async (request, response) => {
    const question = await readQuestion(request);
    const { region, service, operation } = question;
    asked.push(`${region} ${service} ${operation}`);
    try {
      if (account.denied.includes(operation))
        throw new Refusal(403, 'AccessDeniedException', `not authorized to perform ${service}:${operation}`);
      response.end(answer(account, question));
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const isJson = ['lambda', 'ses', 'servicequotas', 'dynamodb'].includes(service);
      response.writeHead(error.status);
      response.end(
        isJson
          ? JSON.stringify({ __type: `com.amazonaws#${error.code}`, message: error.message })
          : `<ErrorResponse><Error><Code>${error.code}</Code><Message>${error.message}</Message></Error></ErrorResponse>`,
      );
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  return {
    account,
    asked,
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    [Symbol.asyncDispose]: async () => {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}

async function readQuestion(request: IncomingMessage): Promise<Question> {
  const [, region = '', service = ''] =
    /Credential=[^/]+\/\d{8}\/([^/]+)\/([^/]+)\//u.exec(request.headers.authorization ?? '') ?? [];
  const { pathname, searchParams } = new URL(request.url ?? '/', 'http://aws');
  const body = await text(request);
  const target = request.headers['x-amz-target'];
  if (typeof target === 'string')
    return { region, service, operation: target.split('.')[1] ?? '', given: JSON.parse(body) };
  if (body !== '') {
    const form = Object.fromEntries(new URLSearchParams(body));
    return { region, service, operation: form.Action ?? '', given: form };
  }
  const [path] = Object.keys(paths).filter((form) => new RegExp(`^${form}$`, 'u').test(pathname));
  const last = decodeURIComponent(pathname.split('/').at(-1) ?? '');
  return {
    ...{ region, service, operation: paths[path ?? ''] ?? pathname },
    given: { ...Object.fromEntries(searchParams), last },
  };
}

const paths: Record<string, string> = {
  '/2016-08-19/account-settings/': 'GetAccountSettings',
  '/v2/email/account': 'GetAccount',
  '/v2/email/identities/[^/]+': 'GetEmailIdentity',
  '/2013-04-01/hostedzone/[^/]+': 'GetHostedZone',
  '/2020-05-31/distribution': 'ListDistributions',
  '/2020-05-31/cache-policy': 'ListCachePolicies',
  '/2020-05-31/response-headers-policy': 'ListResponseHeadersPolicies',
};

function answer(account: FakeAccount, { region, operation, given }: Question): string {
  const answers: Record<string, () => string> = {
    GetCallerIdentity: () =>
      '<GetCallerIdentityResponse><GetCallerIdentityResult><Account>123456789012</Account></GetCallerIdentityResult></GetCallerIdentityResponse>',
    GetServiceQuota: () => {
      const value = account.quotas[given.QuotaCode ?? ''];
      if (value === undefined) throw new Refusal(400, 'NoSuchResourceException');
      return JSON.stringify({ Quota: { Value: value } });
    },
    GetAWSDefaultServiceQuota: () =>
      JSON.stringify({ Quota: { Value: defaultQuotas[given.QuotaCode ?? ''] } }),
    GetAccountSettings: () =>
      JSON.stringify({
        AccountLimit: {
          ConcurrentExecutions: account.functions.all,
          UnreservedConcurrentExecutions: account.functions.free,
        },
      }),
    DescribeVpcs: () =>
      `<vpcSet>${'<item><ownerId>1</ownerId><vpcId>vpc-1</vpcId></item>'.repeat(account.vpcs)}</vpcSet>`,
    DescribeAddresses: () =>
      `<addressesSet>${'<item><allocationId>eipalloc-1</allocationId></item>'.repeat(account.addresses)}</addressesSet>`,
    DescribeInstances: () =>
      paged(account.machines, 'nextToken', given.NextToken, (machines) =>
        machines
          .map(
            ({ type, cores, threads, isSpot }) =>
              `<item><instancesSet><item><instanceId>i-1</instanceId><instanceType>${type}</instanceType>${isSpot ? '<instanceLifecycle>spot</instanceLifecycle>' : ''}<cpuOptions><coreCount>${cores}</coreCount><threadsPerCore>${threads}</threadsPerCore></cpuOptions></item></instancesSet></item>`,
          )
          .join(''),
      ),
    DescribeAccountAttributes: () =>
      `<AccountQuotas>${Object.entries(account.databases)
        .map(
          ([name, { used, allowed }]) =>
            `<AccountQuota><AccountQuotaName>${name}</AccountQuotaName><Used>${used}</Used><Max>${allowed}</Max></AccountQuota>`,
        )
        .join('')}</AccountQuotas>`,
    ListDistributions: () => listOf('DistributionSummary', account.distributions, given.Marker),
    ListCachePolicies: () => listOf('CachePolicySummary', account.cachePolicies, given.Marker),
    ListResponseHeadersPolicies: () =>
      listOf('ResponseHeadersPolicySummary', account.headersPolicies, given.Marker),
    GetAccount: () =>
      JSON.stringify({
        ProductionAccessEnabled: account.mail.isInProduction,
        SendingEnabled: account.mail.isSending,
      }),
    GetEmailIdentity: () => {
      if (!account.mail.identities.includes(given.last ?? '')) throw new Refusal(404, 'NotFoundException');
      return '{}';
    },
    GetHostedZone: () => {
      const zone = account.zones[given.last ?? ''];
      if (!zone) throw new Refusal(404, 'NoSuchHostedZone');
      return `<HostedZone><Name>${zone.name}.</Name><Config><PrivateZone>${zone.isPrivate ?? false}</PrivateZone></Config></HostedZone>`;
    },
    DescribeTable: () => {
      const { status = 'ACTIVE', indexes = 6, isProtected = false } = tableOf(account, given);
      const GlobalSecondaryIndexes = Array.from({ length: indexes }, (_, index) => ({
        IndexName: `list${index + 1}`,
      }));
      return JSON.stringify({
        Table: { TableStatus: status, DeletionProtectionEnabled: isProtected, GlobalSecondaryIndexes },
      });
    },
    DescribeContinuousBackups: () =>
      JSON.stringify({
        ContinuousBackupsDescription: {
          PointInTimeRecoveryDescription: {
            PointInTimeRecoveryStatus: tableOf(account, given).isRecoverable ? 'ENABLED' : 'DISABLED',
          },
        },
      }),
    DescribeTimeToLive: () =>
      JSON.stringify({
        TimeToLiveDescription: {
          TimeToLiveStatus: tableOf(account, given).expires ? 'ENABLED' : 'DISABLED',
        },
      }),
    ListStackResources: () => {
      const { resources = {} } = account.stacks[`${region} ${given.StackName}`] ?? {};
      return paged(Object.entries(resources), 'NextToken', given.NextToken, (page) =>
        page
          .map(
            ([id, type]) =>
              `<member><PhysicalResourceId>${id}</PhysicalResourceId><ResourceType>${type}</ResourceType></member>`,
          )
          .join(''),
      );
    },
    ModifyDBCluster: () => release(account, given.DBClusterIdentifier, given),
    ModifyDBInstance: () => release(account, given.DBInstanceIdentifier, given),
    DescribeStacks: () => describeStack(account.stacks[`${region} ${given.StackName}`], given.StackName),
  };
  const found = answers[operation];
  if (!found) throw new Refusal(400, 'UnknownOperationException', operation);
  return found();
}

function release(account: FakeAccount, id = '', { DeletionProtection }: Record<string, string>): string {
  if (DeletionProtection !== 'false' || !account.protected.delete(id)) throw new Refusal(404, 'NotFound', id);
  return '<Done></Done>';
}

function tableOf({ tables }: FakeAccount, { TableName = '' }: Record<string, string>) {
  const table = tables[TableName];
  if (!table) throw new Refusal(400, 'ResourceNotFoundException');
  return table;
}

function describeStack(stack: Stack | undefined, name = ''): string {
  if (!stack) throw new Refusal(400, 'ValidationError', `Stack with id ${name} does not exist`);
  const { status = 'CREATE_COMPLETE', outputs = {}, tags = {} } = stack;
  const members = (pairs: Record<string, string>, write: (key: string, value: string) => string) =>
    Object.entries(pairs)
      .map(([key, value]) => `<member>${write(key, value)}</member>`)
      .join('');
  return `<Stacks><member><StackName>${name}</StackName><Outputs>${members(
    outputs,
    (key, value) => `<OutputKey>${key}</OutputKey><OutputValue>${value}</OutputValue>`,
  )}</Outputs><StackStatus>${status}</StackStatus><Tags>${members(
    tags,
    (key, value) => `<Value>${value}</Value><Key>${key}</Key>`,
  )}</Tags></member></Stacks>`;
}

const listOf = (element: string, number: number, mark: string | undefined): string =>
  paged(Array.from({ length: number }), 'NextMarker', mark, (items) =>
    `<${element}><Aliases><Quantity>0</Quantity></Aliases></${element}>`.repeat(items.length),
  );

function paged<Item>(
  items: readonly Item[],
  nextMark: string,
  mark: string | undefined,
  write: (page: readonly Item[]) => string,
): string {
  const from = Number(mark ?? 0);
  const next = from + 2 < items.length ? `<${nextMark}>${from + 2}</${nextMark}>` : '';
  return `<Answer>${next}<Items>${write(items.slice(from, from + 2))}</Items></Answer>`;
}
