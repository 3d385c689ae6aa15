import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';

/** Amazon's rule groups, in order of evaluation. Their names are also the names of their metrics. */
const managed = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesSQLiRuleSet',
] as const;

/* These rules would block legitimate requests, so they only count. Descriptions (in bodies) and tags (in queries) may
   contain paths, URLs and scripts; bodies exceed 8 kB and queries 2 kB. `anna.log` is a valid user name, and a program
   needs no User-Agent. The application validates its input. Rules about cookies, paths and known attacks block. */
const onlyCounted: Partial<Record<(typeof managed)[number], string[]>> = {
  AWSManagedRulesCommonRuleSet: [
    'SizeRestrictions_BODY',
    'CrossSiteScripting_BODY',
    'EC2MetaDataSSRF_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
    'SizeRestrictions_QUERYSTRING',
    'CrossSiteScripting_QUERYARGUMENTS',
    'EC2MetaDataSSRF_QUERYARGUMENTS',
    'GenericLFI_QUERYARGUMENTS',
    'GenericRFI_QUERYARGUMENTS',
    'RestrictedExtensions_QUERYARGUMENTS',
    'RestrictedExtensions_URIPATH',
    'NoUserAgent_HEADER',
  ],
  AWSManagedRulesSQLiRuleSet: [
    'SQLi_BODY',
    'SQLiExtendedPatterns_BODY',
    'SQLi_QUERYARGUMENTS',
    'SQLiExtendedPatterns_QUERYARGUMENTS',
  ],
};

/** Paths where passwords and codes are tried, accounts are created and mails are sent. */
const guessable = '^/api/v1/(session|accounts(/[a-z-]+)?)/?$';

const visible = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: true,
});

/** Creates the web ACL of the CloudFront distribution. */
export function createFirewall(scope: Construct): CfnWebACL {
  return new CfnWebACL(scope, 'Firewall', {
    scope: 'CLOUDFRONT',
    defaultAction: { allow: {} },
    visibilityConfig: visible('VitrineFirewall'),
    rules: [
      {
        name: 'Guessing',
        priority: 0,
        action: { block: { customResponse: { responseCode: 429 } } },
        visibilityConfig: visible('VitrineGuessing'),
        statement: {
          rateBasedStatement: {
            aggregateKeyType: 'IP',
            evaluationWindowSec: 300,
            limit: 100,
            scopeDownStatement: {
              andStatement: {
                statements: [
                  {
                    byteMatchStatement: {
                      fieldToMatch: { method: {} },
                      positionalConstraint: 'EXACTLY',
                      searchString: 'POST',
                      textTransformations: [{ priority: 0, type: 'NONE' }],
                    },
                  },
                  {
                    regexMatchStatement: {
                      fieldToMatch: { uriPath: {} },
                      regexString: guessable,
                      // The server decodes escaped letters too.
                      textTransformations: [
                        { priority: 0, type: 'URL_DECODE' },
                        { priority: 1, type: 'LOWERCASE' },
                      ],
                    },
                  },
                ],
              },
            },
          },
        },
      },
      {
        name: 'Flood',
        priority: 1,
        action: { block: { customResponse: { responseCode: 429 } } },
        visibilityConfig: visible('VitrineFlood'),
        // A page of photos takes a hundred requests, and an office shares one IP address.
        statement: {
          rateBasedStatement: { aggregateKeyType: 'IP', evaluationWindowSec: 300, limit: 20_000 },
        },
      },
      ...managed.map((name, index) => ({
        name,
        priority: 10 + index,
        overrideAction: { none: {} },
        visibilityConfig: visible(name),
        statement: {
          managedRuleGroupStatement: {
            vendorName: 'AWS',
            name,
            ruleActionOverrides: (onlyCounted[name] ?? []).map((rule) => ({
              name: rule,
              actionToUse: { count: {} },
            })),
          },
        },
      })),
    ],
  });
}
