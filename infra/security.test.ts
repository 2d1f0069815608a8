import { expect, test } from 'vitest';
import { api } from '#contract/api.ts';
import { invitationPath } from '#contract/invitation-link.ts';
import { customerStage } from './customer-stage.ts';
import { declareFunctions } from './functions.ts';
import {
  at,
  bucketNamed,
  listAt,
  ofType,
  only,
  type Resource,
  roleStatements,
  routedFunctions,
  shortName,
  synthesized,
  type Synthesized,
  textAt,
} from './synthesized.ts';

const dev = await synthesized('dev');
const prod = await synthesized('prod');

/** Actions that may be granted on ARNs with a wildcard (`*`), each with the reason. */
const reasonsForStars: Record<string, string> = {
  's3:AbortMultipartUpload': 'keys of objects are new each time; the right ends at a folder of one bucket',
  's3:DeleteObject': 'keys of objects are new each time; the right ends at a folder of one bucket',
  's3:DeleteObjectVersion': 'ids of versions are new each time; the right ends at a folder of one bucket',
  's3:GetObject': 'keys of objects are new each time; the right ends at a folder of one bucket',
  's3:PutObject': 'keys of objects are new each time; the right ends at a folder of one bucket',
  'xray:PutTelemetryRecords': 'X-Ray has no resources for it',
  'xray:PutTraceSegments': 'X-Ray has no resources for it',
};

test.each([
  ['dev', {}],
  ['staging', {}],
  ['prod', {}],
  [customerStage.stage, customerStage.overrides],
  ['customer-b', { region: 'eu-west-1', hasTracing: false }],
])('cdk-nag finds nothing in stage %s that has no written reason', async (stage, overrides) => {
  await expect(synthesized(stage, { overrides, isChecked: true })).resolves.toBeDefined();
});

test('no permission covers all resources without a documented reason', () => {
  for (const statement of statements(prod)) {
    for (const action of statement.actions) {
      expect(action).toMatch(/^[a-z0-9-]+:[A-Za-z]+$/);
      const hasStar = statement.resources.some((resource) => resource.includes('*'));
      if (hasStar) expect(Object.keys(reasonsForStars)).toContain(action);
    }
  }
});

test('only erasures, the purge, the reprojection and the search for missing users scan, each with its own role', () => {
  const scanners = statements(prod).filter(({ actions }) => actions.includes('dynamodb:Scan'));
  expect(scanners.map(({ roles }) => roles).sort()).toEqual(
    ['erasures', 'purge', 'reprojection', 'missing-users'].map((name) => [roleOf(prod, name)]).sort(),
  );
});

test('no two functions share a role, and forwarding functions cannot change or delete items', () => {
  const roles = declareFunctions(Object.values(api)).map(({ name }) => roleOf(prod, name));
  expect(new Set(roles).size).toBe(roles.length);
  const changes = ['dynamodb:DeleteItem', 'dynamodb:BatchWriteItem', 'dynamodb:UpdateItem'];
  const changers = statements(prod)
    .filter(({ actions }) => actions.some((action) => changes.includes(action)))
    .flatMap((statement) => statement.roles);
  for (const name of ['relay', 'custom-message', 'health']) {
    expect(changers).not.toContain(roleOf(prod, name));
  }
});

test('the table is encrypted, retained and point-in-time restorable outside dev, and restorable in dev', () => {
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

test('users, files and logs outlive the stacks except in dev', () => {
  const policies = (templates: Synthesized) =>
    ['AWS::Cognito::UserPool', 'AWS::S3::Bucket', 'AWS::Logs::LogGroup']
      .flatMap((type) => ofType(templates, type))
      .map(({ deletionPolicy }) => deletionPolicy);
  expect(new Set(policies(prod))).toEqual(new Set(['RetainExceptOnCreate']));
  expect(new Set(policies(dev))).toEqual(new Set(['Delete']));
  expect(only(prod, 'AWS::Cognito::UserPool').properties.DeletionProtection).toBe('ACTIVE');
});

test('every log group has a retention period', () => {
  for (const { properties } of ofType(prod, 'AWS::Logs::LogGroup'))
    expect(properties.RetentionInDays).toBe(365);
});

test('queues are encrypted and refuse calls without TLS', () => {
  const queues = ofType(prod, 'AWS::SQS::Queue');
  for (const { properties } of queues) expect(properties.SqsManagedSseEnabled).toBe(true);
  expect(refusedWithoutTls(ofType(prod, 'AWS::SQS::QueuePolicy'))).toBe(queues.length);
});

/** Checks that a bucket is encrypted and that nobody can make it public, and returns its policy. */
function privateBucket(name: string): Resource {
  const bucket = bucketNamed(prod, name);
  expect(bucket.properties.PublicAccessBlockConfiguration).toEqual({
    BlockPublicAcls: true,
    BlockPublicPolicy: true,
    IgnorePublicAcls: true,
    RestrictPublicBuckets: true,
  });
  expect(bucket.properties.BucketEncryption).toBeDefined();
  return ofType(prod, 'AWS::S3::BucketPolicy').find(({ id }) => id.startsWith(name))!;
}

test.each(['Files', 'Snapshots'])('the bucket %s is private, and requires TLS', (name) => {
  const policy = privateBucket(name);
  const statements = listAt(policy.properties, 'PolicyDocument/Statement');
  expect(statements.every((statement) => at(statement, 'Effect') === 'Deny')).toBe(true);
  expect(refusedWithoutTls([policy])).toBe(1);
});

test('no function can read former versions of files, and only the purge and erasures can list and delete them', () => {
  const all = statements(prod);
  expect(all.flatMap(({ actions }) => actions)).toContain('s3:GetObject');
  const ofVersions = all.filter(({ actions }) =>
    actions.some((action) => action.startsWith('s3:') && action.includes('Version')),
  );
  expect(new Set(ofVersions.flatMap(({ roles }) => roles))).toEqual(
    new Set([roleOf(prod, 'erasures'), roleOf(prod, 'purge')]),
  );
  expect(new Set(ofVersions.flatMap(({ actions }) => actions))).toEqual(
    new Set(['s3:ListBucketVersions', 's3:DeleteObjectVersion']),
  );
});

test('the site bucket is private, encrypted and readable by CloudFront only', () => {
  const policy = privateBucket('Site');
  const allowed = listAt(policy.properties, 'PolicyDocument/Statement').filter(
    (statement) => at(statement, 'Effect') === 'Allow',
  );
  expect(allowed.length).toBeGreaterThan(0);
  for (const statement of allowed) {
    expect(at(statement, 'Principal')).toEqual({ Service: 'cloudfront.amazonaws.com' });
    expect(at(statement, 'Condition/StringEquals/AWS:SourceArn')).toBeDefined();
  }
  expect(refusedWithoutTls([policy])).toBe(1);
});

test('the API is reachable through CloudFront only: functions check the secret that it adds', () => {
  const [header] = listAt(edge(prod), 'Origins').flatMap((origin) => listAt(origin, 'OriginCustomHeaders'));
  expect(at(header, 'HeaderName')).toBe('x-origin-secret');
  const behindApi = ofType(prod, 'AWS::Lambda::Function').filter(({ properties }) =>
    textAt(properties, 'Description').startsWith('functions/'),
  );
  expect(behindApi.length).toBe(routedFunctions(prod).size);
  for (const { properties } of behindApi) {
    expect(at(properties, 'Environment/Variables/ORIGIN_SECRET')).toEqual(at(header, 'HeaderValue'));
  }
  expect(JSON.stringify(at(header, 'HeaderValue'))).toContain('{{resolve:secretsmanager:');
});

test('API responses are never cached by CloudFront and never fall back to the app page', () => {
  const cachingDisabled = '4135ea2d-6df8-44a3-9df3-4b5a84be39ad';
  const allButHost = 'b689b0a8-53d0-40ab-baf2-68738e2966ac';
  const behaviors = listAt(edge(prod), 'CacheBehaviors');
  const paths = ['/v1/forms/*', '/v1/documents*', '/v1/issues*', '/v1/*', '/hooks/*'];
  expect(behaviors.map((behavior) => at(behavior, 'PathPattern'))).toEqual(paths);
  for (const behavior of behaviors) {
    expect(behavior).toMatchObject({ CachePolicyId: cachingDisabled, OriginRequestPolicyId: allButHost });
    expect(listAt(behavior, 'FunctionAssociations')).toHaveLength(1);
  }
  expect(listAt(edge(prod), 'DefaultCacheBehavior/FunctionAssociations')).toHaveLength(1);
  expect(at(edge(prod), 'CustomErrorResponses')).toBeUndefined();
});

test('site and API answer with the security headers', () => {
  const [policy, ofForms, ofDocuments] = headerPolicies(prod);
  const own: Record<string, Resource> = {
    '/v1/forms/*': ofForms,
    '/v1/documents*': ofDocuments,
    '/v1/issues*': ofDocuments,
  };
  for (const behavior of [at(edge(prod), 'DefaultCacheBehavior'), ...listAt(edge(prod), 'CacheBehaviors')]) {
    const { id } = own[String(at(behavior, 'PathPattern'))] ?? policy;
    expect(at(behavior, 'ResponseHeadersPolicyId')).toEqual({ Ref: id });
    expect(textAt(behavior, 'ViewerProtocolPolicy')).toMatch(/https/);
  }
  expect(at(policy.properties, 'ResponseHeadersPolicyConfig/SecurityHeadersConfig')).toMatchObject({
    StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000, IncludeSubdomains: true },
    ContentTypeOptions: { Override: true },
    FrameOptions: { FrameOption: 'DENY' },
    ReferrerPolicy: { ReferrerPolicy: 'strict-origin-when-cross-origin' },
  });
});

test('public form pages declare who may frame them and have all other security headers', () => {
  const [policy, ofForms] = headerPolicies(prod);
  const headers = (of: Resource) =>
    at(of.properties, 'ResponseHeadersPolicyConfig/SecurityHeadersConfig') as object;
  const {
    ContentSecurityPolicy: _policy,
    FrameOptions: _frame,
    ...others
  } = headers(policy) as Record<string, unknown>;
  expect(headers(ofForms)).toEqual(others);
});

test('pages of links to documents can’t be framed, and tell no other site their address', () => {
  const [, , ofDocuments] = headerPolicies(prod);
  const config = at(ofDocuments.properties, 'ResponseHeadersPolicyConfig');
  expect(at(config, 'SecurityHeadersConfig')).toMatchObject({
    StrictTransportSecurity: { AccessControlMaxAgeSec: 63_072_000 },
    ContentTypeOptions: { Override: true },
    FrameOptions: { FrameOption: 'DENY' },
    ReferrerPolicy: { ReferrerPolicy: 'no-referrer', Override: true },
  });
  // The function sets it, with the hash of the page's style.
  expect(at(config, 'SecurityHeadersConfig/ContentSecurityPolicy')).toBeUndefined();
});

test('the public functions have reserved concurrency in stages that reserve any', () => {
  const reserved = (templates: Synthesized) =>
    ofType(templates, 'AWS::Lambda::Function').flatMap((resource) => {
      const { ReservedConcurrentExecutions: number } = resource.properties;
      return number === undefined ? [] : [[shortName(templates, resource), number]];
    });
  expect(reserved(prod).sort()).toEqual([
    ['crashes', 5],
    ['public-documents', 20],
    ['public-forms', 20],
    ['public-issues', 20],
    ...['public-payments', 'public-webhooks'].map((name) => [name, 20]),
  ]);
  expect(reserved(dev)).toEqual([]);
});

test.each(['public-documents', 'public-forms', 'public-payments'])(
  'the function %s cannot list, search or delete',
  (name) => {
    const role = roleOf(prod, name);
    const actions = statements(prod)
      .filter(
        ({ roles, actions: allowed }) =>
          roles.includes(role) && allowed.some((one) => one.startsWith('dynamodb:')),
      )
      .flatMap(({ actions: allowed }) => allowed);
    expect(new Set(actions)).toEqual(
      new Set(['BatchGetItem', 'GetItem', 'PutItem', 'UpdateItem'].map((action) => `dynamodb:${action}`)),
    );
  },
);

test('pages can access the user pool and the files bucket, and nothing else outside the site', () => {
  const [policy] = headerPolicies(prod);
  const path =
    'ResponseHeadersPolicyConfig/SecurityHeadersConfig/ContentSecurityPolicy/ContentSecurityPolicy/Fn::Join/1';
  const text = listAt(policy.properties, path)
    .map((part) => (typeof part === 'string' ? part : String(at(part, 'Fn::ImportValue'))))
    .join('')
    .replaceAll(/CobaltProdData:ExportsOutputFnGetAttFiles8E6940B8RegionalDomainName\w+/g, '<files>');
  const files = 'https://<files>';
  expect(text).toBe(
    `connect-src 'self' https://cognito-idp.us-east-1.amazonaws.com ${files}; img-src 'self' data: blob: ${files}; ` +
      "object-src 'none'; base-uri 'self'; form-action 'self'; frame-ancestors 'none'",
  );
});

test('access logs contain neither query strings nor caller addresses', () => {
  const { properties } = only(prod, 'AWS::ApiGatewayV2::Stage');
  expect(textAt(properties, 'AccessLogSettings/Format')).not.toMatch(
    /querystring|sourceIp|context\.path|userAgent/i,
  );
  const fields = listAt(only(prod, 'AWS::Logs::Delivery').properties, 'RecordFields');
  expect(fields.length).toBeGreaterThan(0);
  expect(fields.filter((field) => /query|c-ip|x-forwarded-for|cookie|referer/.test(String(field)))).toEqual(
    [],
  );
});

test('an invitation’s secret is in the URL fragment, which no log contains', () => {
  const { origin, pathname, search } = new URL(invitationPath('secret'), 'https://crm.example.com');
  expect(`${origin}${pathname}${search}`).not.toContain('secret');
});

/** The response header policies: of the site and API, of public forms, and of links to documents. */
function headerPolicies(templates: Synthesized): [Resource, Resource, Resource] {
  const policies = ofType(templates, 'AWS::CloudFront::ResponseHeadersPolicy');
  const named = (name: string): Resource => {
    const found = policies.find(({ id }) => id.startsWith(name));
    if (!found) throw new Error(`there is no policy of headers ${name}`);
    return found;
  };
  return [named('SecurityHeaders'), named('FormHeaders'), named('DocumentHeaders')];
}

function edge(templates: Synthesized): unknown {
  return only(templates, 'AWS::CloudFront::Distribution').properties.DistributionConfig;
}

type Statement = { actions: string[]; resources: string[]; roles: string[] };

/** All policy statements that allow actions, with the roles they apply to. */
function statements(templates: Synthesized): Statement[] {
  const roles = ofType(templates, 'AWS::IAM::Role');
  expect(roles.filter(({ properties }) => properties.ManagedPolicyArns)).toEqual([]);
  return roleStatements(templates)
    .filter(({ statement }) => at(statement, 'Effect') === 'Allow')
    .map(({ stack, role, statement }) => ({
      actions: listAt(statement, 'Action').map(String),
      resources: listAt(statement, 'Resource').map((resource) => JSON.stringify(resource)),
      roles: [`${stack}/${role}`],
    }));
}

function roleOf(templates: Synthesized, name: string): string {
  const found = ofType(templates, 'AWS::Lambda::Function').find(
    (resource) => shortName(templates, resource) === name,
  );
  return `${String(found?.stack)}/${textAt(found, 'properties/Role/Fn::GetAtt/0')}`;
}

function refusedWithoutTls(policies: readonly Resource[]): number {
  return policies
    .flatMap(({ properties }) => listAt(properties, 'PolicyDocument/Statement'))
    .filter((statement) => at(statement, 'Effect') === 'Deny')
    .filter((statement) => at(statement, 'Condition/Bool/aws:SecureTransport') === 'false').length;
}
