import {
  FlowLogDestination,
  GatewayVpcEndpointAwsService,
  IpAddresses,
  SubnetType,
  Vpc,
} from 'aws-cdk-lib/aws-ec2';
import { LogGroup, RetentionDays } from 'aws-cdk-lib/aws-logs';
import type { Construct } from 'constructs';
import type { Deployment } from '../settings.ts';

/**
 * Creates a network in two zones. Servers and functions reach the internet through a NAT gateway, databases do not.
 * Gateway endpoints carry traffic to S3 and DynamoDB without the NAT gateway's price per gigabyte.
 */
export function createNetwork(scope: Construct, { isMultiZone, database }: Deployment): Vpc {
  const vpc = new Vpc(scope, 'Network', {
    ipAddresses: IpAddresses.cidr('10.20.0.0/16'),
    maxAzs: 2,
    natGateways: isMultiZone ? 2 : 1,
    restrictDefaultSecurityGroup: false,
    subnetConfiguration: [
      { name: 'Public', subnetType: SubnetType.PUBLIC, cidrMask: 24, mapPublicIpOnLaunch: false },
      { name: 'Running', subnetType: SubnetType.PRIVATE_WITH_EGRESS, cidrMask: 20 },
      { name: 'Data', subnetType: SubnetType.PRIVATE_ISOLATED, cidrMask: 24 },
    ],
    gatewayEndpoints: {
      S3: { service: GatewayVpcEndpointAwsService.S3 },
      ...(database === 'dynamodb' && { Dynamodb: { service: GatewayVpcEndpointAwsService.DYNAMODB } }),
    },
  });
  const logs = new LogGroup(scope, 'NetworkLogs', {
    retention: RetentionDays.ONE_MONTH,
  });
  vpc.addFlowLog('Flow', { destination: FlowLogDestination.toCloudWatchLogs(logs) });
  return vpc;
}
