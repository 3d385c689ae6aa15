import { Stack } from 'aws-cdk-lib';
import type { Certificate } from 'aws-cdk-lib/aws-certificatemanager';
import type { Construct } from 'constructs';
import { createCertificate } from '../constructs/domain.ts';
import { createFirewall } from '../constructs/firewall.ts';
import type { Deployment } from '../settings.ts';

/** The firewall and the certificate. CloudFront requires them in us-east-1. */
export class EdgeStack extends Stack {
  readonly firewallArn: string;
  readonly certificate: Certificate | undefined;

  constructor(scope: Construct, id: string, { domain }: Deployment) {
    super(scope, id, { env: { region: 'us-east-1' }, crossRegionReferences: true });
    this.firewallArn = createFirewall(this).attrArn;
    this.certificate = domain && createCertificate(this, domain);
  }
}
