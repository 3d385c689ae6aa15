import { Certificate, CertificateValidation } from 'aws-cdk-lib/aws-certificatemanager';
import { HostedZone } from 'aws-cdk-lib/aws-route53';
import type { Construct } from 'constructs';
import type { Deployment } from '../settings.ts';

/** Creates a certificate for the public domain, validated by a DNS record. */
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
