import { expect, test } from 'vitest';
import { stackPrefix, stageSettings, stageWarnings } from './stages.ts';

test('an unlisted stage is protected against data loss', () => {
  expect(stageSettings('customer-a')).toMatchObject({
    stage: 'customer-a',
    isProtected: true,
    hasManagedKey: true,
  });
});

test('only the dev stage can be destroyed', () => {
  const unprotected = ['dev', 'staging', 'prod', 'preview'].filter(
    (stage) => !stageSettings(stage).isProtected,
  );
  expect(unprotected).toEqual(['dev']);
});

test.each([
  ['a name that CloudFormation would refuse', 'Prod', {}, /small letters/],
  ['an account of another length', 'dev', { account: '123' }, /twelve digits/],
  ['a domain without a certificate', 'dev', { domain: 'crm.example.com' }, /given together/],
  [
    'a certificate that CloudFront cannot use',
    'dev',
    { domain: 'crm.example.com', certificateArn: 'arn:aws:acm:eu-west-1:123456789012:certificate/a' },
    /us-east-1/,
  ],
  [
    'a sender outside the verified domain',
    'dev',
    { mail: { from: 'crm@example.org', domain: 'example.com' } },
    /verified domain/,
  ],
  [
    'a page of a developer’s machine, if protected',
    'prod',
    { corsOrigins: ['http://localhost:5173'] },
    /protected/,
  ],
  ['an origin without encryption', 'dev', { corsOrigins: ['http://app.example.com'] }, /an origin, such as/],
  ['a firewall where CloudFront finds none', 'prod', { region: 'eu-west-1' }, /us-east-1/],
])('%s is refused in one line that names the file to change', (_, stage, overrides, message) => {
  expect(() => stageSettings(stage, overrides)).toThrow(message);
  expect(() => stageSettings(stage, overrides)).toThrow(/^[^\n]+$/);
});

test('a stage that isn’t protected takes pages of a developer’s machine', () => {
  const corsOrigins = ['http://localhost:5173', 'https://app.example.com'];
  expect(stageSettings('dev', { corsOrigins }).corsOrigins).toEqual(corsOrigins);
});

test('an unknown setting is refused', () => {
  expect(() => stageSettings('dev', { isProtectd: true } as object)).toThrow(/isProtectd/);
});

test('an operator is warned about missing settings of a stage, and only about those', () => {
  expect(stageWarnings(stageSettings('dev'))).toHaveLength(2);
  const complete = {
    mail: { from: 'crm@example.com', domain: 'example.com' },
    alarmEmail: 'ops@example.com',
  };
  expect(stageWarnings(stageSettings('dev', complete))).toEqual([]);
});

test('stacks of a stage start with its name', () => {
  expect(stackPrefix('customer-a')).toBe('CobaltCustomerA');
});
