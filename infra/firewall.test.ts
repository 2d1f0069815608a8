import { expect, test } from 'vitest';
import { at, listAt, ofType, only, synthesized, textAt } from './synthesized.ts';

const dev = await synthesized('dev');
const prod = await synthesized('prod');
const distribution = only(prod, 'AWS::CloudFront::Distribution').properties.DistributionConfig;

test('a stage with a firewall has it in front of CloudFront and the user pool', () => {
  const acls = ofType(prod, 'AWS::WAFv2::WebACL');
  expect(acls.map(({ properties }) => properties.Scope).sort()).toEqual(['CLOUDFRONT', 'REGIONAL']);
  for (const { properties } of acls) expect(JSON.stringify(properties.Rules)).toContain('RateBasedStatement');
  const narrowed = acls
    .flatMap(({ properties }) => listAt(properties, 'Rules'))
    .filter((rule) => JSON.stringify(rule).includes('STARTS_WITH'));
  const path = (SearchString: string) => ({ ByteMatchStatement: { SearchString } });
  expect(narrowed).toMatchObject(
    [
      path('/v1/second-factor'),
      { OrStatement: { Statements: [path('/v1/forms/'), path('/v1/documents'), path('/v1/issues')] } },
    ].map((ScopeDownStatement) => ({
      Statement: { RateBasedStatement: { Limit: 300, ScopeDownStatement } },
    })),
  );
  expect(at(distribution, 'WebACLId')).toBeDefined();
  expect(ofType(dev, 'AWS::WAFv2::WebACL')).toEqual([]);
});

test('the firewalls say when to try again, and limit sign-ups more than other calls of the user pool', () => {
  const rules = ofType(prod, 'AWS::WAFv2::WebACL').flatMap(({ properties }) => listAt(properties, 'Rules'));
  const limits = rules.filter((rule) => at(rule, 'Statement/RateBasedStatement') !== undefined);
  expect(limits).toHaveLength(5);
  for (const rule of limits) {
    expect(at(rule, 'Action/Block/CustomResponse')).toEqual({
      ResponseCode: 429,
      ResponseHeaders: [{ Name: 'retry-after', Value: '300' }],
    });
  }
  const signUps = limits.find((rule) =>
    JSON.stringify(rule).includes('AWSCognitoIdentityProviderService.SignUp'),
  );
  expect(at(signUps, 'Statement/RateBasedStatement/Limit')).toBe(20);
  expect(
    listAt(signUps, 'Statement/RateBasedStatement/ScopeDownStatement/OrStatement/Statements').map((one) => [
      textAt(one, 'ByteMatchStatement/FieldToMatch/SingleHeader/Name'),
      textAt(one, 'ByteMatchStatement/SearchString'),
    ]),
  ).toEqual([
    ['x-amz-target', 'AWSCognitoIdentityProviderService.SignUp'],
    ['x-amzn-cognito-operation-name', 'SignUp'],
  ]);
});

test('samples of requests that the firewalls keep contain no queries, which can have secrets', () => {
  for (const { properties } of ofType(prod, 'AWS::WAFv2::WebACL'))
    expect(at(properties, 'DataProtectionConfig/DataProtections')).toEqual([
      { Action: 'SUBSTITUTION', Field: { FieldType: 'QUERY_STRING' } },
    ]);
});

test('users cannot delete their accounts at the user pool, which would leave their memberships behind', () => {
  const rules = ofType(prod, 'AWS::WAFv2::WebACL').flatMap(({ properties }) => listAt(properties, 'Rules'));
  const [rule] = rules.filter((found) =>
    JSON.stringify(found).includes('AWSCognitoIdentityProviderService.DeleteUser'),
  );
  expect(at(rule, 'Action')).toEqual({ Block: {} });
  expect(JSON.stringify(rule)).toContain('"DeleteUser"');
});

test('the firewall lets through what searches, filters and programs send, because the API checks it', () => {
  const rules = ofType(prod, 'AWS::WAFv2::WebACL').flatMap(({ properties }) => listAt(properties, 'Rules'));
  const common = rules.find((rule) => at(rule, 'Name') === 'AWSManagedRulesCommonRuleSet');
  const overrides = listAt(common, 'Statement/ManagedRuleGroupStatement/RuleActionOverrides');
  const counted = overrides.filter((override) => at(override, 'ActionToUse/Count') !== undefined);
  const names = counted.map((override) => textAt(override, 'Name'));
  expect(names).toEqual(expect.arrayContaining(['NoUserAgent_HEADER', 'SizeRestrictions_QUERYSTRING']));
  expect(names.filter((name) => name.endsWith('_QUERYARGUMENTS'))).toHaveLength(4);
});
