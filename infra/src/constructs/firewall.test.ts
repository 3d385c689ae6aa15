import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { usernameFormat } from '@vitrine/contract/formats.ts';
import { textLimits } from '../../../contract/src/limits.ts';
import { tagAddress } from '../../../contract/src/pages.ts';
import { synthesise } from '../testing/synthesise.ts';
import { type Fields, propertiesOf } from '../testing/template.ts';

/* All rules of Amazon's two injection groups that inspect bodies and queries:
   https://docs.aws.amazon.com/waf/latest/developerguide/aws-managed-rule-groups-list.html */
const rulesOfTexts = {
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
  ],
  AWSManagedRulesSQLiRuleSet: [
    'SQLi_BODY',
    'SQLiExtendedPatterns_BODY',
    'SQLi_QUERYARGUMENTS',
    'SQLiExtendedPatterns_QUERYARGUMENTS',
  ],
};
/* The longest query, in bytes, that SizeRestrictions_QUERYSTRING accepts. */
const longestQuery = 2048;

type Rule = {
  Name: string;
  Statement: {
    ManagedRuleGroupStatement?: { RuleActionOverrides: { Name: string; ActionToUse: Fields }[] };
  };
};

describe('the firewall', () => {
  const { Rules: rules } = propertiesOf<{ Rules: Rule[] }>(
    synthesise({ shape: 'serverless' }).edge,
    'AWS::WAFv2::WebACL',
  );

  it('rate-limits every path that takes a password, and enables Amazon’s rule groups', () => {
    const text = JSON.stringify(rules.find(({ Name }) => Name === 'Guessing'));
    // `/api/v1/%73ession` is the log-in path, too.
    assert.match(text, /"URL_DECODE".*"LOWERCASE"/u);
    const pattern = new RegExp(/"RegexString":"([^"]+)"/u.exec(text)?.[1] ?? '', 'u');
    for (const path of ['/api/v1/session', '/api/v1/accounts', '/api/v1/accounts/forgot-password'])
      assert.match(path, pattern);
    for (const path of ['/api/v1/sessions', '/api/v1/accounts/x/photos', '/api/v1/photos'])
      assert.doesNotMatch(path, pattern);
    assert.equal(rules.filter(({ Name }) => Name.startsWith('AWSManagedRules')).length, 4);
  });

  const overridesOf = (group: string) =>
    rules.find(({ Name }) => Name === group)?.Statement.ManagedRuleGroupStatement?.RuleActionOverrides ?? [];
  const isCounted = (name: string) =>
    overridesOf('AWSManagedRulesCommonRuleSet').some(({ Name }) => Name === name);

  it('blocks no description and no tag, whatever words it contains', () => {
    for (const [group, names] of Object.entries(rulesOfTexts)) {
      const counted = new Set(overridesOf(group).map(({ Name }) => Name));
      assert.deepEqual(
        names.filter((name) => !counted.has(name)),
        [],
      );
    }
  });

  it('blocks no URL that the contract allows', () => {
    const { search } = new URL(tagAddress('木'.repeat(textLimits.tag)), 'https://photos.example.org');
    assert.ok(search.length <= longestQuery || isCounted('SizeRestrictions_QUERYSTRING'));
    assert.ok(!usernameFormat.test('anna.log') || isCounted('RestrictedExtensions_URIPATH'));
  });

  it('blocks no request without a User-Agent, which RFC 9110 §10.1.5 only recommends', () => {
    assert.ok(isCounted('NoUserAgent_HEADER'));
  });

  it('overrides rules only to count, and never rules about cookies and known attacks', () => {
    const overrides = rules.flatMap(({ Name }) => overridesOf(Name));
    for (const { Name, ActionToUse } of overrides) {
      assert.deepEqual(ActionToUse, { Count: {} });
      assert.doesNotMatch(Name, /_COOKIE$|^Log4JRCE|^JavaDeserializationRCE/u);
    }
  });
});
