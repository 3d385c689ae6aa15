import type { Variant } from '../settings.ts';
import { type CostLine, fixedCosts, hoursAMonth, prices } from './prices.ts';

/** What is assumed of a gallery: said in docs/scale.md, with the formulas. */
export const assumptions = {
  /** Gigabytes a photo: original, five renditions, and for one in ten the twin that strangers download. */
  originalGigabytes: 0.004,
  renditionGigabytes: 0.00075,
  twinShare: 0.1,
  rowGigabytes: 5e-6,
  /** Photos that come in a month, for one that is there. */
  growth: 1 / 24,
  /** A photo is looked at so often a month, at so many gigabytes a time. */
  viewsAMonth: 10,
  viewGigabytes: 0.00012,
  /** Photos on a page, and calls of the API with it. */
  viewsAPage: 30,
  callsAPage: 4,
  /** Of renditions, how many CloudFront has. */
  hitRate: 0.8,
  photosAPerson: 200,
  mailsAPerson: 0.5,
  /** Seconds and gigabytes of a function for a call, and to render a photo. */
  callSeconds: 0.06,
  callGigabytes: 1,
  renderSeconds: 4,
  renderGigabytes: 3,
  /**
   * Units of DynamoDB, as docs/dynamodb.md and bench/README.md have them measured: to list photos for a page (8 queries,
   * one look at fifty photos), for another call (session, account, photo), for a rendition (photo, owner); to bring in a
   * photo with all its changes and indexes, for a like, to count either where it is the first in a while; and for the events of somebody who is connected to a server.
   */
  readsAList: 59,
  readsACall: 3,
  readsAMiss: 2,
  writesAPhoto: 50,
  writesALike: 11,
  writesACount: 4,
  readsASecondConnected: 0.5,
  /** Of photos that are looked at, how many are liked; and how long a person is connected in a month. */
  likesAView: 0.01,
  connectedHoursAPerson: 2,
  jobsAPhoto: 3,
  /** Calls a second that a unit of Aurora, and a machine, take. */
  callsAUnit: 60,
  callsAMachine: 100,
  /** The busiest hour against the mean one. */
  peak: 4,
} as const;

export type Usage = ReturnType<typeof usageOf>;

/** What so many photos come to in a month. */
export function usageOf(photos: number) {
  const a = assumptions;
  const views = photos * a.viewsAMonth;
  const pages = views / a.viewsAPage;
  const calls = pages * (1 + a.callsAPage);
  const misses = views * (1 - a.hitRate);
  const arrivals = photos * a.growth;
  const seconds = hoursAMonth * 3600;
  return {
    photos,
    views,
    pages,
    calls,
    misses,
    arrivals,
    likes: views * a.likesAView,
    people: photos / a.photosAPerson,
    storedGigabytes: photos * (a.originalGigabytes * (1 + a.twinShare) + a.renditionGigabytes),
    rowGigabytes: photos * a.rowGigabytes,
    deliveredGigabytes: views * a.viewGigabytes + pages * 0.0001,
    callsASecond: (calls + misses) / seconds,
    peakCallsASecond: ((calls + misses) / seconds) * a.peak,
  };
}

/** What a month monthlyCosts, at rest and by use. */
export function monthlyCosts(variant: Variant, photos: number): CostLine[] {
  const use = usageOf(photos);
  const served = use.calls + use.misses;
  const requests = use.views + served - use.misses;
  const free = (amount: number, allowance: number) => Math.max(0, amount - allowance);
  const resting = fixedCosts({ ...variant, isMultiZone: false, identity: 'cognito' });
  return [
    {
      what: 'photos kept (S3)',
      dollars:
        use.storedGigabytes * prices.storeGigabyte +
        ((use.arrivals * 7) / 1000) * prices.storePutThousand +
        ((use.misses + use.arrivals) / 1000) * prices.storeGetThousand,
    },
    {
      what: 'photos and pages delivered (CloudFront)',
      dollars:
        free(use.deliveredGigabytes, prices.deliveryFreeGigabytes) * prices.deliveryGigabyte +
        free(requests / 1e6, prices.deliveryFreeMillions) * prices.deliveryMillion,
    },
    { what: 'firewall, by request', dollars: (requests / 1e6) * prices.firewallMillion },
    { what: 'rows', dollars: rows(variant, use) },
    { what: 'answering and rendering', dollars: work(variant, use) },
    {
      what: 'people and mail (Cognito, SES)',
      dollars:
        free(use.people, prices.freePeople) * prices.person +
        ((use.people * assumptions.mailsAPerson) / 1000) * prices.mailThousand,
    },
    { what: 'at rest', dollars: resting.reduce((sum, { dollars }) => sum + dollars, 0) },
  ];
}

/** What the database costs beyond what it does at rest. */
function rows(variant: Variant, use: Usage): number {
  const { database } = variant;
  if (database === 'dynamodb') {
    const { reads, writes } = tableUnits(variant, use);
    return (
      use.rowGigabytes * (prices.tableGigabyte + 35 * prices.backupGigabyte) +
      (writes / 1e6) * prices.tableWriteMillion +
      (reads / 1e6) * prices.tableReadMillion
    );
  }
  if (database === 'postgres')
    return (
      auroraUnits(use) * prices.auroraUnitHour * hoursAMonth +
      use.rowGigabytes * prices.auroraGigabyte +
      (((use.calls + use.misses) * 2) / 1e6) * prices.auroraMillion
    );
  const { medium } = prices.databaseHour;
  return (
    (prices.databaseHour[databaseFor(use)] - medium) * hoursAMonth +
    Math.max(0, use.rowGigabytes * 2 - 20) * prices.databaseGigabyte
  );
}

/** What DynamoDB counts in a month: of each page one call lists photos. */
export function tableUnits({ shape }: Pick<Variant, 'shape'>, use: Usage): { reads: number; writes: number } {
  const a = assumptions;
  const connected = shape === 'servers' ? use.people * a.connectedHoursAPerson * 3600 : 0;
  return {
    reads:
      use.pages * a.readsAList +
      (use.calls - use.pages) * a.readsACall +
      use.misses * a.readsAMiss +
      connected * a.readsASecondConnected,
    writes: use.arrivals * (a.writesAPhoto + a.writesACount) + use.likes * (a.writesALike + a.writesACount),
  };
}

/** What answers and renders, beyond what it costs at rest. */
function work({ shape }: Variant, use: Usage): number {
  const a = assumptions;
  const served = use.calls + use.misses;
  if (shape === 'servers')
    return (
      (machines(use) - 2) * (prices.machineHour * hoursAMonth + 16 * prices.diskGigabyte) +
      (use.peakCallsASecond / 25) * prices.balancerUnitHour * hoursAMonth
    );
  return (
    (served / 1e6) * (prices.gatewayMillion + prices.functionMillion) +
    served * a.callSeconds * a.callGigabytes * prices.functionGigabyteSecond +
    use.arrivals * a.renderSeconds * a.renderGigabytes * prices.functionGigabyteSecond +
    ((use.arrivals * a.jobsAPhoto * 3) / 1e6) * prices.queueMillion
  );
}

/** Units of Aurora in the mean, beyond the half one at rest. */
export const auroraUnits = (use: Usage): number =>
  Math.max(0, use.callsASecond / assumptions.callsAUnit - 0.5);

/** Machines in the mean: for calls, and for pictures at one a second and machine. */
export const machines = (use: Usage): number =>
  Math.max(
    2,
    Math.ceil(use.callsASecond / assumptions.callsAMachine + use.arrivals / (hoursAMonth * 3600) / 1),
  );

/** By what an index of its rows takes in memory. */
export const databaseFor = (use: Usage): keyof typeof prices.databaseHour =>
  use.photos <= 500_000 ? 'medium' : use.photos <= 10_000_000 ? 'large' : 'large4';
