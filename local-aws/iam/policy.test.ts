import { expect, test } from 'vitest';
import { createAccess } from './access.ts';
import { compilePolicies, decide, grants } from './policy.ts';

const table = 'arn:aws:dynamodb:us-east-1:000000000000:table/T';
const compile = (...Statement: object[]) => compilePolicies([{ Statement }], 'Role');
const allow = (Action: unknown, Resource: unknown, rest: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource,
  ...rest,
});
const may = (
  statements: object[],
  action: string,
  resource: string,
  context: Record<string, string[]> = {},
) => decide(compile(...statements), action, resource, (key) => context[key]).allowed;

test('nothing is allowed without a matching statement', () => {
  expect(may([], 'dynamodb:GetItem', table)).toBe(false);
  expect(may([allow('dynamodb:GetItem', table)], 'dynamodb:PutItem', table)).toBe(false);
  expect(may([allow('dynamodb:GetItem', table)], 'dynamodb:GetItem', `${table}2`)).toBe(false);
});

test('permission on a table does not include its indexes', () => {
  expect(may([allow('dynamodb:Query', table)], 'dynamodb:Query', `${table}/index/i`)).toBe(false);
  expect(may([allow('dynamodb:Query', `${table}/index/*`)], 'dynamodb:Query', `${table}/index/i`)).toBe(true);
});

test('wildcards match characters, and case matters in resources only', () => {
  expect(may([allow('dynamodb:*Item', `${table}*`)], 'dynamodb:PutItem', `${table}x`)).toBe(true);
  expect(may([allow('dynamodb:?etItem', table)], 'dynamodb:GetItem', table)).toBe(true);
  expect(may([allow('DynamoDB:getitem', table)], 'dynamodb:GetItem', table)).toBe(true);
  expect(
    may(
      [allow('dynamodb:GetItem', table.toUpperCase().replace('ARN:AWS:DYNAMODB', 'arn:aws:dynamodb'))],
      'dynamodb:GetItem',
      table,
    ),
  ).toBe(false);
});

test('a deny overrides every allow', () => {
  const statements = [allow('dynamodb:*', '*'), { ...allow('dynamodb:Scan', '*'), Effect: 'Deny' }];
  expect(may(statements, 'dynamodb:Scan', table)).toBe(false);
  expect(may(statements, 'dynamodb:Query', table)).toBe(true);
});

test('NotAction and NotResource match everything else', () => {
  const { Action, ...rest } = allow('dynamodb:Scan', '*');
  expect(may([{ ...rest, NotAction: Action }], 'dynamodb:Query', table)).toBe(true);
  expect(may([{ ...rest, NotAction: Action }], 'dynamodb:Scan', table)).toBe(false);
});

test.each([
  ['StringEquals', 'a@b.c', ['a@b.c'], true],
  ['StringEquals', 'a@b.c', ['x@b.c'], false],
  ['StringEquals', 'a@b.c', undefined, false],
  ['StringEqualsIfExists', 'a@b.c', undefined, true],
  ['StringNotEquals', 'a@b.c', ['x@b.c'], true],
  ['StringLike', '*@b.c', ['a@b.c'], true],
  ['ForAllValues:StringLike', '*@b.c', ['a@b.c', 'a@x.y'], false],
  ['ForAllValues:StringLike', '*@b.c', undefined, true],
  ['ForAnyValue:StringLike', '*@b.c', ['a@b.c', 'a@x.y'], true],
  ['Null', 'false', ['a@b.c'], true],
  ['Null', 'false', undefined, false],
])('%s %s over %o is %s', (operator, required, actual, expected) => {
  const statement = allow('ses:SendEmail', '*', {
    Condition: { [operator]: { 'ses:Recipients': required } },
  });
  expect(may([statement], 'ses:SendEmail', '*', actual ? { 'ses:recipients': actual } : {})).toBe(expected);
});

test.each([
  [allow('dynamodb:Fly', table), 'the action dynamodb:Fly'],
  [allow('polly:Speak', '*'), 'the action polly:Speak'],
  [allow('dynamodb:GetItem', 'arn:aws:polly:::x'), 'the resource arn:aws:polly:::x'],
  [allow('ses:SendEmail', '*', { Condition: { DateLessThan: { 'ses:Recipients': 'x' } } }), 'DateLessThan'],
  [allow('ses:SendEmail', '*', { Condition: { StringLike: { 'aws:Nothing': 'x' } } }), 'aws:Nothing'],
  [allow('ses:SendEmail', '*', { Principal: '*' }), 'Principal'],
  [
    allow(['dynamodb:GetItem', 'dynamodb:Query'], table, {
      Condition: { 'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': 'x' } },
    }),
    'dynamodb:LeadingKeys for dynamodb:Query',
  ],
])('an unsupported policy element fails the start: %o', (statement, message) => {
  expect(() => compile(statement)).toThrow(message);
});

test('the report distinguishes used, unused and denied permissions', () => {
  const statements = compile(allow(['dynamodb:GetItem', 'dynamodb:PutItem'], table), allow('logs:*', '*'));
  const me = { name: 'f', arn: 'arn:f', accessKeyId: 'K', secretAccessKey: 's', statements };
  const access = createAccess([me]);
  expect(grants(statements)).toHaveLength(2);
  expect(access.refusal(me, 'dynamodb:GetItem', table)).toBeUndefined();
  expect(access.refusal(me, 'dynamodb:Scan', table)).toBe(
    `User: arn:f is not authorized to perform: dynamodb:Scan on resource: ${table} because no identity-based policy allows the dynamodb:Scan action`,
  );
  expect(access.report()).toEqual({
    f: {
      used: [`dynamodb:GetItem ${table}`],
      unused: [`dynamodb:PutItem ${table}`],
      refused: [`dynamodb:Scan ${table}`],
    },
  });
});
