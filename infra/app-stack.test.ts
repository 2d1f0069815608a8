import { expect, test } from 'vitest';
import { api } from '#contract/api.ts';
import { pascalCase } from './stages.ts';
import { at, listAt, ofType, only, shortName, synthesized, textAt } from './synthesized.ts';

const dev = await synthesized('dev');
const prod = await synthesized('prod');

test('a function of the API is two resources, itself and its role, however many routes it has', () => {
  const { resources } = prod;
  for (const { name } of Object.values(api)) {
    const id = pascalCase(name);
    const own = resources.filter(({ id: other }) =>
      new RegExp(`^${id}(Role|Function|Route|Integration)`).test(other),
    );
    expect(own.map(({ type }) => type).sort()).toEqual(['AWS::IAM::Role', 'AWS::Lambda::Function']);
  }
  const fiveMore = 5 * 2;
  const now = resources.filter(({ stack }) => stack === 'App').length;
  // CloudFormation takes 500. Far from that, a stack that grows is split in peace.
  expect(now + fiveMore).toBeLessThanOrEqual(320);
});

test('operations of the API’s document have what API Gateway’s parser warns of if it is missing', () => {
  const paths = at(only(prod, 'AWS::ApiGatewayV2::Api').properties, 'Body/paths') as Record<string, object>;
  const standard = Object.entries(paths).flatMap(([path, operations]) =>
    Object.entries(operations)
      .filter(([method]) => !method.startsWith('x-'))
      .map(([, operation]) => ({ path, operation: operation as object })),
  );
  expect(standard.length).toBeGreaterThan(5);
  for (const { path, operation } of standard) {
    const declared = listAt(operation, 'parameters').map((parameter) => `{${textAt(parameter, 'name')}}`);
    expect([path, declared]).toEqual([path, path.match(/{[^}]+}/g) ?? []]);
    expect(at(operation, 'responses/default')).toBeDefined();
  }
});

test('no resource of a stack refers to itself, also through others, with and without a domain', async () => {
  const withDomain = await synthesized('prod', {
    overrides: {
      domain: 'crm.example.com',
      certificateArn: 'arn:aws:acm:us-east-1:123456789012:certificate/1',
    },
  });
  for (const { resources } of [dev, prod, withDomain]) {
    const byId = new Map(resources.map(({ id, properties }) => [id, JSON.stringify(properties)]));
    const refersTo = (id: string): string[] =>
      [...(byId.get(id) ?? '').matchAll(/"(?:Ref":"|Fn::GetAtt":\[")(\w+)"/g)].map(
        ([, other]) => other ?? '',
      );
    const seen = new Set<string>();
    const visit = (id: string, path: readonly string[]): void => {
      expect(path, `a cycle through ${id}`).not.toContain(id);
      if (seen.has(id)) return;
      for (const other of refersTo(id)) if (byId.has(other)) visit(other, [...path, id]);
      seen.add(id);
    };
    for (const id of byId.keys()) visit(id, []);
  }
});

test('how long a sign-in lasts is a setting, which the function that ends one knows too', async () => {
  const signIn = { accessTokenMinutes: 5, refreshTokenDays: 1, takesPasswords: true };
  const short = await synthesized('prod', { overrides: { signIn } });
  const [web] = ofType(short, 'AWS::Cognito::UserPoolClient').filter(({ id }) => id.includes('WebClient'));
  expect(web?.properties).toMatchObject({
    AccessTokenValidity: 5,
    IdTokenValidity: 5,
    RefreshTokenValidity: 1_440,
    ExplicitAuthFlows: ['ALLOW_USER_PASSWORD_AUTH', 'ALLOW_USER_SRP_AUTH'],
    TokenValidityUnits: { AccessToken: 'minutes', IdToken: 'minutes', RefreshToken: 'minutes' },
  });
  const me = ofType(short, 'AWS::Lambda::Function').find((resource) => shortName(short, resource) === 'me');
  expect(at(me?.properties, 'Environment/Variables/ACCESS_TOKEN_MINUTES')).toBe('5');
  const tooLong = { ...signIn, refreshTokenDays: 31 };
  await expect(synthesized('prod', { overrides: { signIn: tooLong } })).rejects.toThrow(/refreshTokenDays/);
});
