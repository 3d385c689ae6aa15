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

/** Before the servers, inside the network: only CloudFront has a way to it. */
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
      Peer.prefixList(findCloudFront(this)),
      domain ? Port.HTTPS : Port.HTTP,
      'CloudFront, and nobody else',
    );
    this.balancer = new ApplicationLoadBalancer(this, 'Balancer', {
      vpc,
      vpcSubnets: { subnetType: SubnetType.PRIVATE_WITH_EGRESS },
      internetFacing: false,
      securityGroup: network,
      dropInvalidHeaderFields: true,
      // What CloudFront says of who asks stays last: it is what the servers believe.
      xffHeaderProcessingMode: XffHeaderProcessingMode.PRESERVE,
      // Less than servers keep a connection, which it would use again just as they end it. Files go to the bucket, pages are there
      // within seconds, and a stream of events beats every 25.
      idleTimeout: Duration.seconds(60),
      // It holds nothing, and would be in the way of whoever takes a deployment down.
      deletionProtection: false,
    });
    this.balancer.logAccessLogs(createLogBucket(this, deployment), 'balancer');
    this.servers = new ApplicationTargetGroup(this, 'Servers', {
      vpc,
      port,
      protocol: ApplicationProtocol.HTTP,
      targetType: TargetType.INSTANCE,
      deregistrationDelay: Duration.seconds(30),
      // That the process answers. Were it the database's health, a database that is down would have every server replaced.
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
    // Another one with a domain than without: CloudFront lets none be changed that a distribution uses.
    const way = new VpcOrigin(this, domain ? 'Encrypted' : 'Plain', {
      endpoint: VpcOriginEndpoint.applicationLoadBalancer(this.balancer),
      protocolPolicy: domain ? OriginProtocolPolicy.HTTPS_ONLY : OriginProtocolPolicy.HTTP_ONLY,
    });
    this.origin = origins.VpcOrigin.withVpcOrigin(way, {
      readTimeout: Duration.seconds(60),
      ...(domain && { domainName: domain.name }),
    });
  }
}

/** The list of the addresses that CloudFront comes from, which every region has under an id of its own. */
function findCloudFront(scope: Construct): string {
  const look = new AwsCustomResource(scope, 'CloudFrontAddresses', {
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
  suppressFinding(look, 'IAM5[Resource::*]', 'Looking at lists of addresses takes no narrower resource.');
  return look.getResponseField('PrefixLists.0.PrefixListId');
}
