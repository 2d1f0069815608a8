import type { Stack } from 'aws-cdk-lib';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { secondFactor } from '#contract/second-factor.ts';
import { stackPrefix, type StageSettings } from './stages.ts';

type Rule = CfnWebACL.RuleProperty;

/** Requests of one address in five minutes; an office of 50 people at work stays far below. */
const edgeLimit = 6000;
/** Calls of public forms of one address in five minutes: a person needs a handful, a school class some dozens. */
const formLimit = 300;
/** Sign-ups, sign-ins and codes of one address in five minutes: slows down who asks which e-mails are taken. */
const poolLimit = 300;

/**
 * Parts of the common rules that only count: they refuse bodies over 8 KB or with markup in them, but notes hold
 * free text, imports are larger, and every body is checked against the contract by its function.
 */
const onlyCounted = [
  'SizeRestrictions_BODY',
  'CrossSiteScripting_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
  'EC2MetaDataSSRF_BODY',
];

/** Stands before site and API. CloudFront takes web ACLs of us-east-1 only; infra/stages.ts sees to that. */
export function createEdgeFirewall(stack: Stack, settings: StageSettings): string {
  return createFirewall(stack, settings, 'Edge', 'CLOUDFRONT', [
    limit(0, edgeLimit),
    // Our own function asks the pool whether a password is right: as often as the pool may be asked.
    limit(1, poolLimit, 'limit-passwords-per-address', beginsWith(secondFactor.operations.get.path)),
    managed(2, 'AWSManagedRulesAmazonIpReputationList'),
    managed(3, 'AWSManagedRulesKnownBadInputsRuleSet'),
    managed(4, 'AWSManagedRulesCommonRuleSet', onlyCounted),
    limit(5, formLimit, 'limit-forms-per-address', beginsWith('/v1/forms/')),
  ]).attrArn;
}

/** Stands before the user pool, which browsers call directly. */
export function createPoolFirewall(stack: Stack, settings: StageSettings, poolArn: string): void {
  const acl = createFirewall(stack, settings, 'Users', 'REGIONAL', [
    limit(0, poolLimit),
    managed(1, 'AWSManagedRulesAmazonIpReputationList'),
  ]);
  new CfnWebACLAssociation(stack, 'UsersFirewallAssociation', {
    resourceArn: poolArn,
    webAclArn: acl.attrArn,
  });
}

function createFirewall(
  stack: Stack,
  settings: StageSettings,
  name: string,
  scope: 'CLOUDFRONT' | 'REGIONAL',
  rules: Rule[],
): CfnWebACL {
  return new CfnWebACL(stack, `${name}Firewall`, {
    scope,
    defaultAction: { allow: {} },
    rules,
    visibilityConfig: visibility(`${stackPrefix(settings.stage)}${name}`),
  });
}

function limit(
  priority: number,
  requestsPerFiveMinutes: number,
  name = 'limit-per-address',
  scopeDownStatement?: CfnWebACL.StatementProperty,
): Rule {
  return {
    name,
    priority,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rateBasedStatement: {
        aggregateKeyType: 'IP',
        limit: requestsPerFiveMinutes,
        ...(scopeDownStatement && { scopeDownStatement }),
      },
    },
    visibilityConfig: visibility(name),
  };
}

const beginsWith = (path: string): CfnWebACL.StatementProperty => ({
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    positionalConstraint: 'STARTS_WITH',
    searchString: path,
    textTransformations: [{ priority: 0, type: 'URL_DECODE' }],
  },
});

function managed(priority: number, name: string, counted: readonly string[] = []): Rule {
  return {
    name,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name,
        ruleActionOverrides: counted.map((rule) => ({ name: rule, actionToUse: { count: {} } })),
      },
    },
    visibilityConfig: visibility(name),
  };
}

function visibility(metricName: string): CfnWebACL.VisibilityConfigProperty {
  return { metricName, cloudWatchMetricsEnabled: true, sampledRequestsEnabled: true };
}
