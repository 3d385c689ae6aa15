import { Duration } from 'aws-cdk-lib';
import { OriginProtocolPolicy, VpcOrigin, VpcOriginEndpoint } from 'aws-cdk-lib/aws-cloudfront';
import * as origins from 'aws-cdk-lib/aws-cloudfront-origins';
import { Peer, Port, SecurityGroup, SubnetType, type Vpc } from 'aws-cdk-lib/aws-ec2';
import {
  ApplicationListener,
  ApplicationLoadBalancer,
  ApplicationProtocol,
  ApplicationTargetGroup,
  SslPolicy,
  TargetType,
  XffHeaderProcessingMode,
} from 'aws-cdk-lib/aws-elasticloadbalancingv2';
import { AwsCustomResource, AwsCustomResourcePolicy, PhysicalResourceId } from 'aws-cdk-lib/custom-resources';
import { Construct } from 'constructs';
import { suppressFinding } from '../nag/nag-suppressions.ts';
import type { Deployment } from '../settings.ts';
import { createLogBucket } from './data-protection.ts';
import { createCertificate } from './domain.ts';

type Props = { deployment: Deployment; vpc: Vpc; port: number };

/** The load balancer of the servers, inside the network. Only CloudFront can reach it. */
export class Balancer extends Construct {
  readonly balancer: ApplicationLoadBalancer;
  readonly servers: ApplicationTargetGroup;
  readonly origin: origins.VpcOrigin;

  constructor(scope: Construct, id: string, { deployment, vpc, port }: Props) {
    super(scope, id);
    const { domain } = deployment;
    const network = new SecurityGroup(this, 'Network', {
      vpc,
      description: 'Vitrine: what CloudFront reaches',
      allowAllOutbound: false,
    });
    network.addIngressRule(
      Peer.prefixList(findCloudFrontPrefixList(this)),
      domain ? Port.HTTPS : Port.HTTP,
      'CloudFront, and nobody else',
    );
    this.balancer = new ApplicationLoadBalancer(this, 'Balancer', {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      internetFacing: false,
      securityGroup: network,
      dropInvalidHeaderFields: true,
      // Keep CloudFront's entry last in X-Forwarded-For: the servers trust the last one.
      xffHeaderProcessingMode: XffHeaderProcessingMode.PRESERVE,
      // Shorter than the servers' own idle timeout, or the balancer would reuse a connection that a server is closing.
      // Event streams send a heartbeat every 25 seconds.
      idleTimeout: Duration.seconds(60),
      // It holds no data, and protection would block the removal of a deployment.
      deletionProtection: false,
    });
    this.balancer.logAccessLogs(createLogBucket(this, deployment), 'balancer');
    this.servers = new ApplicationTargetGroup(this, 'Servers', {
      vpc,
      port,
      protocol: ApplicationProtocol.HTTP,
      targetType: TargetType.INSTANCE,
      deregistrationDelay: Duration.seconds(30),
      // Checks the process only. With /readyz, a database outage would replace every server.
      healthCheck: { path: '/healthz', interval: Duration.seconds(15), healthyThresholdCount: 2 },
    });
    new ApplicationListener(this, 'Listener', {
      loadBalancer: this.balancer,
      open: false,
      defaultTargetGroups: [this.servers],
      ...(domain
        ? {
            protocol: ApplicationProtocol.HTTPS,
            sslPolicy: SslPolicy.RECOMMENDED_TLS,
            certificates: [createCertificate(this, domain)],
          }
        : { protocol: ApplicationProtocol.HTTP }),
    });
    // The ids differ with and without a domain: CloudFront refuses to change an origin that is in use.
    const vpcOrigin = new VpcOrigin(this, domain ? 'Encrypted' : 'Plain', {
      endpoint: VpcOriginEndpoint.applicationLoadBalancer(this.balancer),
      protocolPolicy: domain ? OriginProtocolPolicy.HTTPS_ONLY : OriginProtocolPolicy.HTTP_ONLY,
    });
    this.origin = origins.VpcOrigin.withVpcOrigin(vpcOrigin, {
      readTimeout: Duration.seconds(60),
      ...(domain && { domainName: domain.name }),
    });
  }
}

/** Looks up the prefix list of CloudFront's IP addresses. Its id differs by region. */
function findCloudFrontPrefixList(scope: Construct): string {
  const lookup = new AwsCustomResource(scope, 'CloudFrontAddresses', {
    onUpdate: {
      service: 'EC2',
      action: 'describeManagedPrefixLists',
      parameters: {
        Filters: [{ Name: 'prefix-list-name', Values: ['com.amazonaws.global.cloudfront.origin-facing'] }],
      },
      physicalResourceId: PhysicalResourceId.of('cloudfront-origin-facing'),
      outputPaths: ['PrefixLists.0.PrefixListId'],
    },
    policy: AwsCustomResourcePolicy.fromSdkCalls({ resources: AwsCustomResourcePolicy.ANY_RESOURCE }),
    installLatestAwsSdk: false,
  });
  suppressFinding(lookup, 'IAM5[Resource::*]', 'DescribeManagedPrefixLists supports no narrower resource.');
  return lookup.getResponseField('PrefixLists.0.PrefixListId');
}
