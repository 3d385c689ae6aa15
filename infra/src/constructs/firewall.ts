import { CfnWebACL } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';

/** Amazon's rule groups, in this order. What they count is on the dashboard by these names. */
const managed = [
  'AWSManagedRulesAmazonIpReputationList',
  'AWSManagedRulesKnownBadInputsRuleSet',
  'AWSManagedRulesCommonRuleSet',
  'AWSManagedRulesSQLiRuleSet',
] as const;

/* Rules that refuse what is rightly asked. Descriptions of photos, and tags, which stand in the query of their pages,
   speak of anything at all, paths, addresses and scripts included: whoever follows a tag sees its photos or none, and
   never a refusal. Bodies are longer than 8 kB now and then, and queries than 2 kB. `anna.log` is a user name, and so a
   path. A program may ask without naming itself. Those are counted, and the application checks what it is given, each
   length included. What looks into cookies and paths, or knows the ways into other software, refuses nothing of ours. */
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

/** Where passwords and codes are tried, and accounts and mails are made. Below `/api/v1`. */
const guessable = '^/api/v1/(session|accounts(/[a-z-]+)?)/?$';

const visible = (metricName: string) => ({
  cloudWatchMetricsEnabled: true,
  metricName,
  sampledRequestsEnabled: true,
});

/** Before CloudFront, and so before everything. */
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
                      // As the server reads it: letters may come escaped.
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
        // A page of photos is a hundred requests, and a household or an office has one address.
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
