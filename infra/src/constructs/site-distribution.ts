import { Duration } from 'aws-cdk-lib';
import type { ICertificate } from 'aws-cdk-lib/aws-certificatemanager';
import {
  AllowedMethods,
  CacheCookieBehavior,
  CacheHeaderBehavior,
  CachePolicy,
  CacheQueryStringBehavior,
  Distribution,
  HeadersFrameOption,
  HeadersReferrerPolicy,
  HttpVersion,
  type IOrigin,
  OriginRequestPolicy,
  PriceClass,
  ResponseHeadersPolicy,
  SecurityPolicyProtocol,
  ViewerProtocolPolicy,
} from 'aws-cdk-lib/aws-cloudfront';
import { AaaaRecord, ARecord, HostedZone, RecordTarget } from 'aws-cdk-lib/aws-route53';
import { CloudFrontTarget } from 'aws-cdk-lib/aws-route53-targets';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import { Construct } from 'constructs';
import { publicFiles } from '../bundles/artefacts.ts';
import { suppressFinding } from '../nag/nag-suppressions.ts';
import type { Deployment } from '../settings.ts';

type Props = {
  deployment: Deployment;
  /** Serves pages, the API and photos. */
  server: IOrigin;
  /** Serves the web app's files. */
  files: IOrigin;
  firewallArn: string;
  certificate: ICertificate | undefined;
  logs: Bucket;
};

/** The CloudFront distribution at the public URL. */
export class SiteDistribution extends Construct {
  readonly distribution: Distribution;
  readonly publicUrl: string;

  constructor(scope: Construct, id: string, props: Props) {
    super(scope, id);
    const { deployment, server, files, firewallArn, certificate, logs } = props;
    const { domain } = deployment;
    const responseHeadersPolicy = createHeaders(this);
    const shared = {
      viewerProtocolPolicy: ViewerProtocolPolicy.REDIRECT_TO_HTTPS,
      compress: true,
      responseHeadersPolicy,
    };
    this.distribution = new Distribution(this, 'Distribution', {
      comment: 'Vitrine',
      // Pages and API responses depend on the viewer, so they are not cached.
      defaultBehavior: {
        ...shared,
        origin: server,
        allowedMethods: AllowedMethods.ALLOW_ALL,
        cachePolicy: CachePolicy.CACHING_DISABLED,
        originRequestPolicy: OriginRequestPolicy.ALL_VIEWER_EXCEPT_HOST_HEADER,
      },
      additionalBehaviors: {
        ...Object.fromEntries(
          ['assets/*', ...publicFiles].map((path) => [
            `/${path}`,
            { ...shared, origin: files, cachePolicy: CachePolicy.CACHING_OPTIMIZED },
          ]),
        ),
        '/media/*': { ...shared, origin: server, cachePolicy: createMediaCache(this) },
      },
      // CloudFront caches errors for ten seconds by default and ignores their headers:
      // https://docs.aws.amazon.com/AmazonCloudFront/latest/DeveloperGuide/custom-error-pages-expiration.html
      errorResponses: [500, 502, 503, 504].map((httpStatus) => ({ httpStatus, ttl: Duration.seconds(0) })),
      ...(domain &&
        certificate && {
          domainNames: [domain.name],
          certificate,
          minimumProtocolVersion: SecurityPolicyProtocol.TLS_V1_2_2021,
        }),
      httpVersion: HttpVersion.HTTP2_AND_3,
      priceClass: PriceClass.PRICE_CLASS_ALL,
      webAclId: firewallArn,
      enableLogging: true,
      logBucket: logs,
      logFilePrefix: 'cdn/',
      // Cookies contain session secrets.
      logIncludesCookies: false,
    });
    suppressFinding(this.distribution, 'CFR1', 'The gallery is open to all countries.');
    if (!domain)
      suppressFinding(
        this.distribution,
        'CFR4',
        'CloudFront chooses the TLS versions of its own domain name. Set a domain to choose them.',
      );
    if (domain) this.#addRecords(domain);
    this.publicUrl = `https://${domain?.name ?? this.distribution.distributionDomainName}`;
  }

  #addRecords(domain: NonNullable<Deployment['domain']>): void {
    const zone = HostedZone.fromHostedZoneAttributes(this, 'Zone', {
      hostedZoneId: domain.zoneId,
      zoneName: domain.zoneName,
    });
    const target = RecordTarget.fromAlias(new CloudFrontTarget(this.distribution));
    new ARecord(this, 'Ipv4', { zone, recordName: `${domain.name}.`, target });
    new AaaaRecord(this, 'Ipv6', { zone, recordName: `${domain.name}.`, target });
  }
}

/**
 * Follows the server's Cache-Control: public renditions are cached, signed ones (`private`) are not. The maximum of one
 * hour limits how long a photo stays cached after its owner makes it private.
 */
const createMediaCache = (scope: Construct) =>
  new CachePolicy(scope, 'MediaCache', {
    comment: 'Vitrine: photos, by their address and its signature',
    queryStringBehavior: CacheQueryStringBehavior.allowList('expires', 'signature'),
    cookieBehavior: CacheCookieBehavior.none(),
    headerBehavior: CacheHeaderBehavior.none(),
    minTtl: Duration.seconds(0),
    defaultTtl: Duration.seconds(0),
    maxTtl: Duration.hours(1),
  });

/** Adds security headers to files from the bucket. The server's own headers take precedence. */
const createHeaders = (scope: Construct) =>
  new ResponseHeadersPolicy(scope, 'Headers', {
    comment: 'Vitrine: where the server does not say otherwise',
    securityHeadersBehavior: {
      contentSecurityPolicy: { contentSecurityPolicy: "default-src 'none'; sandbox", override: false },
      contentTypeOptions: { override: true },
      frameOptions: { frameOption: HeadersFrameOption.DENY, override: false },
      referrerPolicy: { referrerPolicy: HeadersReferrerPolicy.SAME_ORIGIN, override: false },
      strictTransportSecurity: {
        accessControlMaxAge: Duration.days(365),
        includeSubdomains: true,
        override: false,
      },
    },
    customHeadersBehavior: {
      customHeaders: [{ header: 'Cross-Origin-Resource-Policy', value: 'same-origin', override: false }],
    },
  });
