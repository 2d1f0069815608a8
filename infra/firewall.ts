import type { Stack } from 'aws-cdk-lib';
import { CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import { publicDocuments } from '#contract/public-document.ts';
import { publicIssues } from '#contract/public-issue.ts';
import { secondFactor } from '#contract/second-factor.ts';
import { stackPrefix, type StageSettings } from './stages.ts';

type Rule = CfnWebACL.RuleProperty;

/** Requests per IP address in five minutes. An office of 50 people stays far below. */
const edgeLimit = 6000;
/**
 * Requests to public forms and to links to documents and issues per IP address in five minutes. One person needs a few, a school
 * class a few dozen.
 */
const visitorLimit = 300;
/**
 * Requests to operations that check passwords with the user pool, per IP address in five minutes. The limit slows down
 * guessing.
 */
const passwordLimit = 300;
/**
 * Requests to the user pool per IP address in five minutes. A sign-in takes three to five, and an office of 100 people
 * can begin its day within five minutes. The pool itself locks accounts after wrong passwords.
 */
export const poolLimit = 1_000;
/** Sign-ups per IP address in five minutes. They cost money and slow down probing for registered e-mails. */
export const signUpLimit = 20;

/**
 * Managed rules that only count matches. They match bodies over 8 KB, addresses over 1 KB, and text that looks like an
 * attack, such as markup, and they refuse programs that don't name themselves. Notes, searches and filters can contain
 * any text, and functions validate every body and query against the contract.
 */
const onlyCounted = [
  'NoUserAgent_HEADER',
  'SizeRestrictions_QUERYSTRING',
  'SizeRestrictions_URIPATH',
  'SizeRestrictions_BODY',
  'CrossSiteScripting_QUERYARGUMENTS',
  'CrossSiteScripting_BODY',
  'GenericLFI_QUERYARGUMENTS',
  'GenericLFI_BODY',
  'GenericRFI_QUERYARGUMENTS',
  'GenericRFI_BODY',
  'EC2MetaDataSSRF_QUERYARGUMENTS',
  'EC2MetaDataSSRF_BODY',
];

/**
 * Protects the site and the API. CloudFront accepts web ACLs from us-east-1 only; infra/stages.ts refuses firewalls in
 * other regions.
 */
export function createEdgeFirewall(stack: Stack, settings: StageSettings): string {
  return createFirewall(stack, settings, 'Edge', 'CLOUDFRONT', [
    limit(0, edgeLimit),
    // Operations under this path can check passwords with the user pool, so they have the pool's limit.
    limit(1, passwordLimit, 'limit-passwords-per-address', beginsWith(secondFactor.operations.get.path)),
    managed(2, 'AWSManagedRulesAmazonIpReputationList'),
    managed(3, 'AWSManagedRulesKnownBadInputsRuleSet'),
    managed(4, 'AWSManagedRulesCommonRuleSet', onlyCounted),
    limit(
      5,
      visitorLimit,
      'limit-visitors-per-address',
      either(
        beginsWith('/v1/forms/'),
        beginsWith(publicDocuments.operations.page.path),
        beginsWith(publicIssues.operations.page.path),
      ),
    ),
  ]).attrArn;
}

/** Protects the user pool, which browsers call directly. */
export function createPoolFirewall(stack: Stack, settings: StageSettings, poolArn: string): void {
  const acl = createFirewall(stack, settings, 'Users', 'REGIONAL', [
    limit(0, poolLimit),
    limit(1, signUpLimit, 'limit-sign-ups-per-address', callsPool('SignUp')),
    managed(2, 'AWSManagedRulesAmazonIpReputationList'),
    block(3, 'no-deletion-with-a-token', callsPool('DeleteUser')),
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
    // Samples of requests are kept for some hours. Queries contain the secrets of links to documents.
    dataProtectionConfig: {
      dataProtections: [{ action: 'SUBSTITUTION', field: { fieldType: 'QUERY_STRING' } }],
    },
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
    action: {
      block: {
        customResponse: {
          responseCode: 429,
          responseHeaders: [{ name: 'retry-after', value: '300' }],
        },
      },
    },
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

/**
 * Users can't delete their accounts at Cognito with a token, because their profile, their e-mail address and their
 * memberships would stay: an organization could lose its only owner.
 */
const block = (priority: number, name: string, statement: CfnWebACL.StatementProperty): Rule => ({
  name,
  priority,
  action: { block: {} },
  statement,
  visibilityConfig: visibility(name),
});

/**
 * Calls of an operation of the user pool. Clients name it in `x-amz-target`. According to its guide on web ACLs, Cognito
 * forwards chosen headers, and the name of the operation in one of its own.
 */
const callsPool = (operation: string): CfnWebACL.StatementProperty =>
  either(
    hasHeader('x-amz-target', `AWSCognitoIdentityProviderService.${operation}`),
    hasHeader('x-amzn-cognito-operation-name', operation),
  );

const hasHeader = (name: string, value: string): CfnWebACL.StatementProperty => ({
  byteMatchStatement: {
    fieldToMatch: { singleHeader: { Name: name } },
    positionalConstraint: 'EXACTLY',
    searchString: value,
    textTransformations: [{ priority: 0, type: 'NONE' }],
  },
});

const beginsWith = (path: string): CfnWebACL.StatementProperty => ({
  byteMatchStatement: {
    fieldToMatch: { uriPath: {} },
    positionalConstraint: 'STARTS_WITH',
    searchString: path,
    textTransformations: [{ priority: 0, type: 'URL_DECODE' }],
  },
});

const either = (...statements: CfnWebACL.StatementProperty[]): CfnWebACL.StatementProperty => ({
  orStatement: { statements },
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
