import type { Variant } from '../settings.ts';
import { type CostLine, fixedCosts, hoursAMonth, prices } from './prices.ts';

/** The assumptions. docs/scale.md explains them, with the formulas. */
export const assumptions = {
  /** Gigabytes for each photo: the original and five renditions. One in ten also has a sanitized copy. */
  originalGigabytes: 0.004,
  renditionGigabytes: 0.00075,
  copyShare: 0.1,
  rowGigabytes: 5e-6,
  /** New photos in a month, for each existing photo. */
  growth: 1 / 24,
  /** Views of a photo in a month, and gigabytes for each view. */
  viewsAMonth: 10,
  viewGigabytes: 0.00012,
  /** Photos on a page, and API calls with each page. */
  viewsAPage: 30,
  callsAPage: 4,
  /** The share of renditions that CloudFront has cached. */
  hitRate: 0.8,
  photosAPerson: 200,
  mailsAPerson: 0.5,
  /** Seconds and gigabytes of a function, for an API call and for rendering a photo. */
  callSeconds: 0.06,
  callGigabytes: 1,
  renderSeconds: 4,
  renderGigabytes: 3,
  /**
   * Units of DynamoDB, measured in docs/dynamodb.md and bench/README.md: a list of a page, another call, a rendition; a
   * new photo with all its changes and indexes, a like, a rate limit count; and a second of an open event stream.
   */
  readsAList: 59,
  readsACall: 3,
  readsAMiss: 2,
  writesAPhoto: 50,
  writesALike: 11,
  writesACount: 4,
  readsASecondConnected: 0.5,
  /** Likes for each view, and hours in a month that a member is connected. */
  likesAView: 0.01,
  connectedHoursAPerson: 2,
  jobsAPhoto: 3,
  /** Calls a second that one Aurora unit and one server handle. */
  callsAUnit: 60,
  callsAMachine: 100,
  /** The busiest hour, as a multiple of the average hour. */
  peak: 4,
} as const;

export type Usage = ReturnType<typeof usageOf>;

/** Returns the monthly usage of a gallery with this many photos. */
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
    storedGigabytes: photos * (a.originalGigabytes * (1 + a.copyShare) + a.renditionGigabytes),
    rowGigabytes: photos * a.rowGigabytes,
    deliveredGigabytes: views * a.viewGigabytes + pages * 0.0001,
    callsASecond: (calls + misses) / seconds,
    peakCallsASecond: ((calls + misses) / seconds) * a.peak,
  };
}

/** Returns the costs of a month: fixed costs and costs by use. */
export function monthlyCosts(variant: Variant, photos: number): CostLine[] {
  const use = usageOf(photos);
  const served = use.calls + use.misses;
  const requests = use.views + served - use.misses;
  const free = (amount: number, allowance: number) => Math.max(0, amount - allowance);
  const fixed = fixedCosts({ ...variant, isMultiZone: false, identity: 'cognito' });
  return [
    {
      what: 'photos stored (S3)',
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
    { what: 'database', dollars: databaseCost(variant, use) },
    { what: 'requests and rendering', dollars: computeCost(variant, use) },
    {
      what: 'accounts and mail (Cognito, SES)',
      dollars:
        free(use.people, prices.freePeople) * prices.person +
        ((use.people * assumptions.mailsAPerson) / 1000) * prices.mailThousand,
    },
    { what: 'fixed costs', dollars: fixed.reduce((sum, { dollars }) => sum + dollars, 0) },
  ];
}

/** The database, beyond its fixed costs. */
function databaseCost(variant: Variant, use: Usage): number {
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

/** Units of DynamoDB in a month. Each page makes one call that lists photos. */
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

/** Requests and rendering, beyond the fixed costs. */
function computeCost({ shape }: Variant, use: Usage): number {
  const a = assumptions;
  const served = use.calls + use.misses;
  if (shape === 'servers')
    return (
      (serverCount(use) - 2) * (prices.machineHour * hoursAMonth + 16 * prices.diskGigabyte) +
      (use.peakCallsASecond / 25) * prices.balancerUnitHour * hoursAMonth
    );
  return (
    (served / 1e6) * (prices.gatewayMillion + prices.functionMillion) +
    served * a.callSeconds * a.callGigabytes * prices.functionGigabyteSecond +
    use.arrivals * a.renderSeconds * a.renderGigabytes * prices.functionGigabyteSecond +
    ((use.arrivals * a.jobsAPhoto * 3) / 1e6) * prices.queueMillion
  );
}

/** Average Aurora units, beyond the half unit of the fixed costs. */
const auroraUnits = (use: Usage): number => Math.max(0, use.callsASecond / assumptions.callsAUnit - 0.5);

/** Average number of servers, for calls and for pictures. Each server renders one picture a second. */
export const serverCount = (use: Usage): number =>
  Math.max(
    2,
    Math.ceil(use.callsASecond / assumptions.callsAMachine + use.arrivals / (hoursAMonth * 3600) / 1),
  );

/** The instance whose memory holds the indexes. */
export const databaseFor = (use: Usage): keyof typeof prices.databaseHour =>
  use.photos <= 500_000 ? 'medium' : use.photos <= 10_000_000 ? 'large' : 'large4';
