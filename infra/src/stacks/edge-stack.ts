import { Stack } from 'aws-cdk-lib';
import type { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Construct } from 'constructs';
import { createCertificate } from '../constructs/domain.ts';
import { createFirewall } from '../constructs/firewall.ts';
import type { Deployment } from '../settings.ts';

/** What CloudFront takes from us-east-1 alone, wherever the rest is: its firewall and its certificate. */
export class EdgeStack extends Stack {
  readonly firewallArn: string;
  readonly certificate: Certificate | undefined;

  constructor(scope: Construct, id: string, { domain }: Deployment) {
    super(scope, id, { env: { region: 'us-east-1' }, crossRegionReferences: true });
    this.firewallArn = createFirewall(this).attrArn;
    this.certificate = domain && createCertificate(this, domain);
  }
}
