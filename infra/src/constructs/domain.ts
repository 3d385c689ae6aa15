import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Deployment } from '../settings.ts';

/** For the name that people use, proven by a record in its hosted zone. */
export const createCertificate = (
  scope: Construct,
  { name, zoneId, zoneName }: NonNullable<Deployment['domain']>,
): Certificate =>
  new Certificate(scope, 'Certificate', {
    domainName: name,
    validation: CertificateValidation.fromDns(
      HostedZone.fromHostedZoneAttributes(scope, 'Zone', { hostedZoneId: zoneId, zoneName }),
    ),
  });
