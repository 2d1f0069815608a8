import { globSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { api } from '#contract/api.ts';
import type { AnyOperation } from '#contract/operation.ts';
import { declareFunctions, projectRoot } from './functions.ts';
import {
  at,
  listAt,
  ofType,
  only,
  routesOf,
  shortName,
  synthesized,
  textAt,
  type Properties,
} from './synthesized.ts';

const dev = await synthesized('dev');
const prod = await synthesized('prod');
const stages = [dev, prod];

test('every handler in functions/ and events/ is declared once, and every declared one is in the template', () => {
  const declared = declareFunctions(Object.values(api));
  const handlers = globSync('{functions,events}/*/handler.ts', { cwd: projectRoot });
  const [plain = [], others = []] = [true, false].map((isPlain) =>
    declared.filter(({ recordType }) => (recordType !== undefined) === isPlain),
  );
  // All plain record types have the same handler, but each has a function of its own.
  expect([...new Set(plain.map(({ entry }) => entry))]).toEqual(['functions/records/handler.ts']);
  expect(new Set(plain.map(({ recordType }) => recordType)).size).toBe(plain.length);
  expect([...others.map(({ entry }) => entry), 'functions/records/handler.ts'].sort()).toEqual(
    handlers.sort(),
  );
  const inTemplate = ofType(dev, 'AWS::Lambda::Function').map((resource) => shortName(dev, resource));
  expect(inTemplate.sort()).toEqual(declared.map(({ name }) => name).sort());
});

test('the API’s routes are those of the contract, each to its function, plus a default route', () => {
  const expected = Object.values(api).flatMap(({ name, routes }) =>
    routes.map((route) => [route.includes(' ') ? route : `ANY ${route}`, name]),
  );
  expect(routesOf(dev).sort()).toEqual([...expected, ['$default', 'health']].sort());
});

test('no path of the contract is answered by the function of another resource', () => {
  const routes = routesOf(dev).filter(([key]) => key !== '$default');
  for (const { name, operations } of Object.values(api)) {
    for (const { method, path: operationPath } of Object.values<AnyOperation>(operations)) {
      expect([operationPath, bestRoute(routes, method, operationPath)]).toEqual([operationPath, name]);
    }
  }
});

test('each function runs on arm64 and Node 24 with JSON logs and its own role', () => {
  const functions = ofType(prod, 'AWS::Lambda::Function');
  for (const { properties } of functions) {
    expect(properties).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      LoggingConfig: { LogFormat: 'JSON' },
      TracingConfig: { Mode: 'Active' },
    });
  }
  const distinct = (name: string) =>
    new Set(functions.map(({ properties }) => JSON.stringify(properties[name])));
  expect(distinct('Role').size).toBe(functions.length);
  // Two of the application, and one of the triggers.
  expect(distinct('LoggingConfig').size).toBe(3);
});

test('the bundle of each function is found by its hash in the assets file of its stack', () => {
  for (const resource of ofType(dev, 'AWS::Lambda::Function')) {
    const hash = textAt(resource.properties, 'Code/S3Key').replace('.zip', '');
    const file = path.join(dev.outdir, `CobaltDev${resource.stack}.assets.json`);
    const { files } = JSON.parse(readFileSync(file, 'utf8')) as {
      files: Record<string, { source: { path: string } }>;
    };
    const bundle = path.join(dev.outdir, files[hash]?.source.path ?? '', 'index.mjs');
    expect(readFileSync(bundle, 'utf8')).toContain(`'${shortName(dev, resource)}'`);
  }
});

test('no stack has more than 300 of the 500 resources that CloudFormation accepts, and CDK adds none that runs its own code', () => {
  for (const { resources } of stages) {
    for (const stack of ['Data', 'Identity', 'App']) {
      expect(resources.filter((resource) => resource.stack === stack).length).toBeLessThanOrEqual(300);
    }
    expect(
      resources.filter(({ type }) => type.startsWith('Custom::') || type.includes('CustomResource')),
    ).toEqual([]);
  }
});

test('data and identity are separate stacks that do not depend on the application', () => {
  expect(only(prod, 'AWS::DynamoDB::Table').stack).toBe('Data');
  expect(only(prod, 'AWS::Cognito::UserPool').stack).toBe('Identity');
  const imports = (stack: string) =>
    JSON.stringify(prod.resources.filter((resource) => resource.stack === stack)).match(
      /CobaltProd(\w+):/g,
    ) ?? [];
  expect(new Set(imports('Data'))).toEqual(new Set());
  expect(new Set(imports('Identity'))).toEqual(new Set(['CobaltProdData:']));
});

test('a restored table replaces the stage’s own everywhere, while that one keeps its exports', async () => {
  const streamArn = 'arn:aws:dynamodb:us-east-1:123456789012:table/restored/stream/2026';
  const restored = await synthesized('prod', {
    overrides: { restoredTable: { name: 'restored', streamArn } },
  });
  for (const resource of ofType(restored, 'AWS::Lambda::Function')) {
    const name = at(resource.properties, 'Environment/Variables/TABLE_NAME') ?? 'restored';
    expect([shortName(restored, resource), name]).toEqual([shortName(restored, resource), 'restored']);
  }
  const text = JSON.stringify(restored.resources.filter(({ stack }) => stack !== 'Data'));
  expect(text.match(/CobaltProdData:(?!ExportsOutput(FnGetAtt|Ref)(Files|SealingKeys))\w*/g)).toBeNull();
  expect(text).toContain(streamArn);
  const exported = (templates: typeof prod) =>
    (
      JSON.parse(
        readFileSync(path.join(templates.outdir, 'CobaltProdData.template.json'), 'utf8'),
      ) as Properties
    ).Outputs;
  expect(exported(restored)).toEqual(exported(prod));
});

const unitsOf = ({ settings: { tableUnitsPerSecond } }: typeof dev) => ({
  MaxReadRequestUnits: tableUnitsPerSecond.read,
  MaxWriteRequestUnits: tableUnitsPerSecond.write,
});

test('every stage bounds the requests of all, of one customer and of the table, and what a month may cost', async () => {
  for (const synthesizedStage of stages) {
    const { settings } = synthesizedStage;
    const table = only(synthesizedStage, 'AWS::DynamoDB::Table').properties;
    expect(table.OnDemandThroughput).toEqual(unitsOf(synthesizedStage));
    expect(only(synthesizedStage, 'AWS::ApiGatewayV2::Stage').properties.DefaultRouteSettings).toEqual({
      ThrottlingRateLimit: settings.throttle.rate,
      ThrottlingBurstLimit: settings.throttle.burst,
    });
    const { principal, organization } = settings.limits.requestsPerMinute;
    // One organization can use at most a fifth of the stage's capacity, and a user a fifth of that.
    expect(organization).toBeLessThanOrEqual((settings.throttle.rate * 60) / 5);
    expect(principal).toBeLessThanOrEqual(organization / 5);
    for (const { name } of Object.values(api)) {
      const fn = ofType(synthesizedStage, 'AWS::Lambda::Function').find(
        (resource) => shortName(synthesizedStage, resource) === name,
      );
      expect([name, JSON.parse(textAt(fn!.properties, 'Environment/Variables/STAGE_LIMITS'))]).toEqual([
        name,
        settings.limits,
      ]);
    }
    expect(only(synthesizedStage, 'AWS::Budgets::Budget').properties.Budget).toMatchObject({
      BudgetLimit: { Amount: settings.monthlyBudgetDollars, Unit: 'USD' },
      CostFilters: { TagKeyValue: [`user:cobalt:stage$${settings.stage}`] },
    });
  }
  const withEmail = await synthesized('prod', { overrides: { alarmEmail: 'ops@example.com' } });
  const notifications = listAt(
    only(withEmail, 'AWS::Budgets::Budget').properties,
    'NotificationsWithSubscribers',
  );
  expect(notifications.map((one) => at(one, 'Subscribers/0/Address'))).toEqual([
    'ops@example.com',
    'ops@example.com',
  ]);
});

test('the table has ten indexes with list rows, and a numeric one with whole items', () => {
  const { properties } = only(dev, 'AWS::DynamoDB::Table');
  expect(properties.GlobalSecondaryIndexes).toEqual([
    ...[1, 2, 3, 4, 5, 6, 8, 9, 10, 11].map((number) => ({
      IndexName: `gsi${number}`,
      KeySchema: [
        { AttributeName: `g${number}pk`, KeyType: 'HASH' },
        { AttributeName: `g${number}sk`, KeyType: 'RANGE' },
      ],
      Projection: {
        ProjectionType: 'INCLUDE',
        NonKeyAttributes: ['type', 'version', 'row', 'facets', 'n1', 'n2', 'n3'],
      },
      OnDemandThroughput: unitsOf(dev),
    })),
    {
      IndexName: 'gsi7',
      KeySchema: [
        { AttributeName: 'g7pk', KeyType: 'HASH' },
        { AttributeName: 'g7sk', KeyType: 'RANGE' },
      ],
      Projection: { ProjectionType: 'ALL' },
      OnDemandThroughput: unitsOf(dev),
    },
  ]);
  expect(properties.AttributeDefinitions).toContainEqual({ AttributeName: 'g7sk', AttributeType: 'N' });
  expect(properties).toMatchObject({
    BillingMode: 'PAY_PER_REQUEST',
    StreamSpecification: { StreamViewType: 'NEW_AND_OLD_IMAGES' },
    TimeToLiveSpecification: { AttributeName: 'expiresAt', Enabled: true },
  });
});

test('stream readers receive only their kinds, report single failures, and send records that are too old to a queue', () => {
  const readers = ofType(dev, 'AWS::Lambda::EventSourceMapping').filter(
    ({ properties }) => properties.FilterCriteria !== undefined,
  );
  const kinds = readers.map(({ properties }) => {
    expect(properties).toMatchObject({
      FunctionResponseTypes: ['ReportBatchItemFailures'],
      BisectBatchOnFunctionError: true,
      StartingPosition: 'TRIM_HORIZON',
      MaximumRecordAgeInSeconds: 12 * 3600,
    });
    expect(properties).not.toHaveProperty('MaximumRetryAttempts');
    expect(at(properties, 'DestinationConfig/OnFailure/Destination')).toBeDefined();
    const [written, removed] = listAt(properties, 'FilterCriteria/Filters').map(
      (filter) => JSON.parse(textAt(filter, 'Pattern')) as unknown,
    );
    const kind = at(written, 'dynamodb/NewImage/kind');
    expect(removed).toEqual({ eventName: ['REMOVE'], dynamodb: { OldImage: { kind } } });
    return listAt(kind, 'S');
  });
  expect(kinds).toEqual([
    ['record', 'note', 'attachment', 'activity', 'task', 'member', 'pulse'],
    [
      ...['change', 'attachment', 'import', 'export', 'duplicateScan'],
      ...['outbox', 'received', 'recordErased', 'documentMail', 'portalRequest', 'pulse'],
    ],
  ]);
});

test('users sign in by username or e-mail with SRP only, and Cognito does not reveal who exists', () => {
  expect(only(dev, 'AWS::Cognito::UserPool').properties).toMatchObject({
    UserPoolTier: 'ESSENTIALS',
    AliasAttributes: ['email'],
    UsernameConfiguration: { CaseSensitive: false },
    UserAttributeUpdateSettings: { AttributesRequireVerificationBeforeUpdate: ['email'] },
    Policies: { PasswordPolicy: { MinimumLength: 8 } },
    MfaConfiguration: 'OPTIONAL',
    EnabledMfas: ['SOFTWARE_TOKEN_MFA'],
  });
  const clients = ofType(dev, 'AWS::Cognito::UserPoolClient').map(({ properties }) => properties);
  const [server = {}, client = {}] = clients.sort(
    (a, b) => Number('WriteAttributes' in a) - Number('WriteAttributes' in b),
  );
  expect(clients).toHaveLength(2);
  expect(client).toMatchObject({
    PreventUserExistenceErrors: 'ENABLED',
    AllowedOAuthFlowsUserPoolClient: false,
    AccessTokenValidity: 15,
    RefreshTokenRotation: { Feature: 'ENABLED', RetryGracePeriodSeconds: 60 },
    WriteAttributes: ['email', 'family_name', 'given_name', 'locale'],
  });
  expect(client.ExplicitAuthFlows).toEqual(['ALLOW_USER_SRP_AUTH']);
  // Our own functions use this client to check passwords, with calls signed with AWS credentials.
  expect(server).toMatchObject({
    PreventUserExistenceErrors: 'ENABLED',
    AllowedOAuthFlowsUserPoolClient: false,
    ExplicitAuthFlows: ['ALLOW_ADMIN_USER_PASSWORD_AUTH', 'ALLOW_REFRESH_TOKEN_AUTH'],
  });
});

/** Chooses as API Gateway does: an exact match first, then the longest greedy one. */
function bestRoute(
  all: readonly [string, string][],
  method: string,
  operationPath: string,
): string | undefined {
  const routes = all
    .filter(([key]) => key.startsWith('ANY ') || key.startsWith(`${method} `))
    .sort(([a], [b]) => Number(a.startsWith('ANY ')) - Number(b.startsWith('ANY ')));
  const segments = (text: string) => text.replace(/^[A-Z]+ /, '').split('/');
  const isSame = (a: string | undefined, b: string | undefined) => a === b || Boolean(a?.startsWith('{'));
  const expected = segments(operationPath);
  const exact = routes.find(
    ([key]) =>
      !key.endsWith('+}') &&
      segments(key).length === expected.length &&
      segments(key).every((part, at) => isSame(part, expected[at])),
  );
  if (exact) return exact[1];
  const greedy = routes
    .filter(([key]) => key.endsWith('{proxy+}'))
    .filter(([key]) =>
      segments(key)
        .slice(0, -1)
        .every((part, at) => isSame(part, expected[at])),
    )
    .sort(([a], [b]) => segments(b).length - segments(a).length);
  return greedy[0]?.[1];
}
