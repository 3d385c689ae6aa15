import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { synthesise } from '../testing/synthesise.ts';
import { type Fields, propertiesOf } from '../testing/template.ts';

/* All rules of Amazon's two groups against injection that look into bodies:
   https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
const rulesOfBodies = {
  AWSManagedRulesCommonRuleSet: [
    'SizeRestrictions_BODY',
    'CrossSiteScripting_BODY',
    'EC2MetaDataSSRF_BODY',
    'GenericLFI_BODY',
    'GenericRFI_BODY',
  ],
  AWSManagedRulesSQLiRuleSet: ['SQLi_BODY', 'SQLiExtendedPatterns_BODY'],
};

type Rule = {
  Name: string;
  Statement: { ManagedRuleGroupStatement?: { RuleActionOverrides: Fields[] } };
};

describe('the firewall', () => {
  const { Rules: rules } = propertiesOf<{ Rules: Rule[] }>(
    synthesise({ shape: 'serverless' }).edge,
    'AWS::WAFv2::WebACL',
  );

  it('slows guessing down before it reaches the server, and asks Amazon’s rules', () => {
    const text = JSON.stringify(rules.find(({ Name }) => Name === 'Guessing'));
    const pattern = new RegExp(/"RegexString":"([^"]+)"/u.exec(text)?.[1] ?? '', 'u');
    for (const path of ['/api/v1/session', '/api/v1/accounts', '/api/v1/accounts/forgot-password'])
      assert.match(path, pattern);
    for (const path of ['/api/v1/sessions', '/api/v1/accounts/x/photos', '/api/v1/photos'])
      assert.doesNotMatch(path, pattern);
    assert.equal(rules.filter(({ Name }) => Name.startsWith('AWSManagedRules')).length, 4);
  });

  it('refuses no description of a photo for the words in it', () => {
    for (const [group, names] of Object.entries(rulesOfBodies)) {
      const rule = rules.find(({ Name }) => Name === group);
      assert.deepEqual(
        rule?.Statement.ManagedRuleGroupStatement?.RuleActionOverrides,
        names.map((Name) => ({ ActionToUse: { Count: {} }, Name })),
      );
    }
  });
});
