import { expect, test } from 'vitest';
import { ofType, only, shortName, synthesized, type Properties, type Synthesized } from './synthesized.ts';

const dev = synthesized('dev');
const prod = synthesized('prod');
const complete = {
  domain: 'crm.example.com',
  certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/a',
  mail: { from: 'crm@example.com', domain: 'example.com' },
  alarmEmail: 'ops@example.com',
};

/** Rights on everything, each with the reason why it cannot be less. */
const reasonsForStars: Record<string, string> = {
  'xray:PutTelemetryRecords': 'X-Ray knows no resources for it',
  'xray:PutTraceSegments': 'X-Ray knows no resources for it',
};

test.each([
  ['dev', {}],
  ['staging', {}],
  ['prod', {}],
  ['customer-a', complete],
  ['customer-b', { region: 'eu-west-1', hasTracing: false }],
])('cdk-nag finds nothing in stage %s that has no written reason', (stage, overrides) => {
  expect(() => synthesized(stage, { overrides, isChecked: true })).not.toThrow();
});

test('no right is on everything unless its reason is written down', () => {
  for (const statement of statements(prod)) {
    expect(statement.effect).toBe('Allow');
    for (const action of statement.actions) {
      expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/);
      const hasStar = statement.resources.some((resource) => resource.includes('*'));
      if (hasStar) expect(Object.keys(reasonsForStars)).toContain(action);
    }
  }
});

test('nothing scans at run time but the rebuild of projections, in its own role', () => {
  const scanners = statements(prod).filter(({ actions }) => actions.includes('dynamodb:Scan'));
  expect(scanners.map(({ roles }) => roles)).toEqual([[roleOf(prod, 'reprojection')]]);
});

test('no role is shared by two functions, and none can write to the table that only reads events', () => {
  const writes = ['dynamodb:PutItem', 'dynamodb:DeleteItem', 'dynamodb:BatchWriteItem'];
  const writers = statements(prod)
    .filter(({ actions }) => actions.some((action) => writes.includes(action)))
    .flatMap(({ roles }) => roles);
  for (const name of ['relay', 'mail', 'unconfirmed-users', 'pre-sign-up', 'custom-message']) {
    expect(writers).not.toContain(roleOf(prod, name));
  }
});

test('the table is encrypted, kept and restorable to any second outside dev, and restorable in dev too', () => {
  expect(only(prod, 'AWS::DynamoDB::Table')).toMatchObject({
    deletionPolicy: 'RetainExceptOnCreate',
    properties: {
      SSESpecification: { SSEEnabled: true },
      DeletionProtectionEnabled: true,
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
    },
  });
  expect(only(dev, 'AWS::DynamoDB::Table')).toMatchObject({
    deletionPolicy: 'Delete',
    properties: { PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true } },
  });
});

test('users, files and logs outlive the stacks outside dev, and go with them in dev', () => {
  const policies = (templates: Synthesized) =>
    ['AWS::Cognito::UserPool', 'AWS::S3::Bucket', 'AWS::Logs::LogGroup']
      .flatMap((type) => ofType(templates, type))
      .map(({ deletionPolicy }) => deletionPolicy);
  expect(new Set(policies(prod))).toEqual(new Set(['RetainExceptOnCreate']));
  expect(new Set(policies(dev))).toEqual(new Set(['Delete']));
  expect(only(prod, 'AWS::Cognito::UserPool').properties['DeletionProtection']).toBe('ACTIVE');
});

test('every log group ends what it keeps', () => {
  for (const { properties } of ofType(prod, 'AWS::Logs::LogGroup'))
    expect(properties['RetentionInDays']).toBe(365);
});

test('queues are encrypted and take no call without TLS', () => {
  const queues = ofType(prod, 'AWS::SQS::Queue');
  for (const { properties } of queues) expect(properties['SqsManagedSseEnabled']).toBe(true);
  expect(refusedWithoutTls(ofType(prod, 'AWS::SQS::QueuePolicy'))).toBe(queues.length);
});

test('the site bucket is private, encrypted and read by the edge alone', () => {
  const { properties } = only(prod, 'AWS::S3::Bucket');
  expect(properties['PublicAccessBlockConfiguration']).toEqual({
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  });
  expect(properties['BucketEncryption']).toBeDefined();
  const { Statement } = only(prod, 'AWS::S3::BucketPolicy').properties['PolicyDocument'];
  const allowed = Statement.filter(({ Effect }: Properties) => Effect === 'Allow');
  for (const { Principal, Condition } of allowed) {
    expect(Principal).toEqual({ Service: 'cloudfront.amazonaws.com' });
    expect(Condition.StringEquals['AWS:SourceArn']).toBeDefined();
  }
  expect(refusedWithoutTls([only(prod, 'AWS::S3::BucketPolicy')])).toBe(1);
});

test('the API is reached through the edge alone: functions know the secret that only the edge adds', () => {
  const origins = only(prod, 'AWS::CloudFront::Distribution').properties['DistributionConfig'].Origins;
  const [header] = origins.flatMap((origin: Properties) => origin['OriginCustomHeaders'] ?? []);
  expect(header.HeaderName).toBe('x-origin-secret');
  const behindApi = ofType(prod, 'AWS::Lambda::Function').filter(({ properties }) => isRouted(properties));
  expect(behindApi.length).toBe(ofType(prod, 'AWS::ApiGatewayV2::Integration').length);
  for (const { properties } of behindApi) {
    expect(properties['Environment'].Variables.ORIGIN_SECRET).toEqual(header.HeaderValue);
  }
  expect(JSON.stringify(header.HeaderValue)).toContain('{{resolve:secretsmanager:');
});

test('answers of the API are never cached at the edge, and pages never fall back for them', () => {
  const { CacheBehaviors, DefaultCacheBehavior, CustomErrorResponses } = only(
    prod,
    'AWS::CloudFront::Distribution',
  ).properties['DistributionConfig'];
  const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
  const allButHost = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
  for (const behavior of CacheBehaviors) {
    expect(behavior).toMatchObject({ CachePolicyId: cachingDisabled, OriginRequestPolicyId: allButHost });
    expect(behavior.FunctionAssociations).toBeUndefined();
  }
  expect(CacheBehaviors.map(({ PathPattern }: Properties) => PathPattern)).toEqual(['/v1/*', '/hooks/*']);
  expect(DefaultCacheBehavior.FunctionAssociations).toHaveLength(1);
  expect(CustomErrorResponses).toBeUndefined();
});

test('site and API answer with the security headers', () => {
  const { CacheBehaviors, DefaultCacheBehavior } = only(prod, 'AWS::CloudFront::Distribution').properties[
    'DistributionConfig'
  ];
  const policy = only(prod, 'AWS::CloudFront::ResponseHeadersPolicy');
  for (const behavior of [DefaultCacheBehavior, ...CacheBehaviors]) {
    expect(behavior.ResponseHeadersPolicyId).toEqual({ Ref: policy.id });
    expect(behavior.ViewerProtocolPolicy).toMatch(/https/);
  }
  const { SecurityHeadersConfig: headers } = policy.properties['ResponseHeadersPolicyConfig'];
  expect(headers.ContentSecurityPolicy.ContentSecurityPolicy).toBe(
    "connect-src 'self' https://cognito-idp.us-east-1.amazonaws.com; object-src 'none'; base-uri 'self'; " +
      "form-action 'self'; frame-ancestors 'none'",
  );
  expect(headers.StrictTransportSecurity.AccessControlMaxAgeSec).toBeGreaterThanOrEqual(31_536_000);
  expect(headers).toMatchObject({
    ContentTypeOptions: { Override: true },
    FrameOptions: { FrameOption: 'DENY' },
    ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin' },
  });
});

test('access logs hold neither query strings nor addresses of callers', () => {
  const { Format } = only(prod, 'AWS::ApiGatewayV2::Stage').properties['AccessLogSettings'];
  expect(Format).not.toMatch(/querystring|sourceIp|context\.path|userAgent/i);
  const { RecordFields } = only(prod, 'AWS::Logs::Delivery').properties;
  expect(RecordFields.filter((field: string) => /query|c-ip|x-forwarded-for|cookie/.test(field))).toEqual([]);
});

test('a stage with a firewall has it before the edge and before the user pool', () => {
  const acls = ofType(prod, 'AWS::WAFv2::WebACL');
  expect(acls.map(({ properties }) => properties['Scope']).sort()).toEqual(['CLOUDFRONT', 'REGIONAL']);
  for (const { properties } of acls) {
    expect(JSON.stringify(properties['Rules'])).toContain('RateBasedStatement');
  }
  expect(only(prod, 'AWS::CloudFront::Distribution').properties['DistributionConfig'].WebACLId).toBeDefined();
  expect(ofType(dev, 'AWS::WAFv2::WebACL')).toEqual([]);
});

type Statement = { effect: string; actions: string[]; resources: string[]; roles: string[] };

/** Every statement that a role has, wherever it stands. */
function statements(templates: Synthesized): Statement[] {
  const inRoles = ofType(templates, 'AWS::IAM::Role');
  expect(
    inRoles.filter(({ properties }) => properties['Policies'] || properties['ManagedPolicyArns']),
  ).toEqual([]);
  return ofType(templates, 'AWS::IAM::Policy').flatMap(({ stack, properties }) =>
    properties['PolicyDocument'].Statement.map((statement: Properties) => ({
      effect: statement['Effect'],
      actions: [statement['Action']].flat(),
      resources: [statement['Resource']].flat().map((resource) => JSON.stringify(resource)),
      roles: properties['Roles'].map(({ Ref }: { Ref: string }) => `${stack}/${Ref}`),
    })),
  );
}

function roleOf(templates: Synthesized, name: string): string {
  const found = ofType(templates, 'AWS::Lambda::Function').find(
    (resource) => shortName(templates, resource) === name,
  );
  return `${found?.stack}/${found?.properties['Role']['Fn::GetAtt'][0]}`;
}

function isRouted(properties: Properties): boolean {
  return String(properties['Description']).startsWith('functions/');
}

function refusedWithoutTls(policies: { properties: Properties }[]): number {
  const denials = policies
    .flatMap(({ properties }) => properties['PolicyDocument'].Statement as Properties[])
    .filter(
      ({ Effect, Condition }) => Effect === 'Deny' && Condition?.Bool?.['aws:SecureTransport'] === 'false',
    );
  return denials.length;
}
