import { expect, test } from 'vitest';
import { StartFailure } from '../start-failure.ts';
import type { StackTemplate } from './assembly.ts';
import { createResolver } from './intrinsics.ts';

const empty = { resources: {}, outputs: {}, parameters: {}, conditions: {}, mappings: {}, assets: {} };
const data: StackTemplate = {
  ...empty,
  name: 'Data',
  resources: { Table: { Type: 'AWS::DynamoDB::Table', Properties: {} } },
  outputs: { Arn: { Value: { 'Fn::GetAtt': ['Table', 'Arn'] }, Export: { Name: 'Data:Arn' } } },
};
const app: StackTemplate = {
  ...empty,
  name: 'App',
  parameters: { Version: { Default: '6' } },
  mappings: { Sizes: { small: { memory: 128 } } },
  conditions: {
    IsEast: { 'Fn::Equals': [{ Ref: 'AWS::Region' }, 'us-east-1'] },
    IsWest: { 'Fn::Not': [{ Condition: 'IsEast' }] },
    Both: { 'Fn::And': [{ Condition: 'IsEast' }, { Condition: 'IsWest' }] },
    Either: { 'Fn::Or': [{ Condition: 'IsEast' }, { Condition: 'IsWest' }] },
  },
  resources: { Queue: { Type: 'AWS::SQS::Queue', Properties: {} } },
};
const { resolve, holds } = (() => {
  const resolver = createResolver([data, app], {
    region: 'us-east-1',
    accountId: '000000000000',
    valueOf: (stack, id, attribute) => `${stack.name}/${id}${attribute ? `/${attribute}` : ''}`,
  });
  return {
    resolve: (value: unknown) => resolver.resolve(app, value),
    holds: (name: string) => resolver.holds(app, name),
  };
})();

test.each([
  ['a plain value', { a: [1, true, null, 'x'] }, { a: [1, true, null, 'x'] }],
  ['a reference to a resource', { Ref: 'Queue' }, 'App/Queue'],
  ['a reference to a parameter', { Ref: 'Version' }, '6'],
  ['a pseudo parameter', { Ref: 'AWS::AccountId' }, '000000000000'],
  ['an attribute as a list', { 'Fn::GetAtt': ['Queue', 'Arn'] }, 'App/Queue/Arn'],
  ['an attribute as a text', { 'Fn::GetAtt': 'Queue.Arn' }, 'App/Queue/Arn'],
  ['a join', { 'Fn::Join': ['-', ['a', { Ref: 'Queue' }]] }, 'a-App/Queue'],
  ['a split and a selection', { 'Fn::Select': [1, { 'Fn::Split': ['/', { Ref: 'Queue' }] }] }, 'Queue'],
  ['a substitution', { 'Fn::Sub': '${AWS::Region}/${Queue.Arn}/${!Raw}' }, 'us-east-1/App/Queue/Arn/${Raw}'],
  [
    'a substitution with variables of its own',
    { 'Fn::Sub': ['${a}-b', { a: { Ref: 'Queue' } }] },
    'App/Queue-b',
  ],
  ['a value of another stack', { 'Fn::ImportValue': 'Data:Arn' }, 'Data/Table/Arn'],
  ['an output', { 'Fn::GetStackOutput': { StackName: 'Data', OutputName: 'Arn' } }, 'Data/Table/Arn'],
  ['a conditional value', { 'Fn::If': ['IsWest', 'west', 'east'] }, 'east'],
  ['a look-up', { 'Fn::FindInMap': ['Sizes', 'small', 'memory'] }, 128],
  ['base64', { 'Fn::Base64': 'hi' }, 'aGk='],
  [
    'a property called Condition',
    { Condition: { Bool: { x: 'true' } } },
    { Condition: { Bool: { x: 'true' } } },
  ],
])('%s resolves to the value that CloudFormation would insert', (_what, value, expected) => {
  expect(resolve(value)).toEqual(expected);
});

test('AWS::NoValue removes its property or list entry', () => {
  const nothing = { Ref: 'AWS::NoValue' };
  expect(resolve({ a: nothing, b: [1, nothing, 2] })).toEqual({ b: [1, 2] });
});

test('conditions can refer to one another', () => {
  expect(['IsEast', 'IsWest', 'Both', 'Either'].map(holds)).toEqual([true, false, false, true]);
});

test.each([
  [{ 'Fn::Cidr': ['10.0.0.0/8', 1, 8] }, 'does not support Fn::Cidr'],
  [{ Ref: 'Nobody' }, 'refers to Nobody'],
  [{ 'Fn::ImportValue': 'Data:Nothing' }, 'No stack exports Data:Nothing'],
])('%o fails the start with one line', (value, message) => {
  expect(() => resolve(value)).toThrow(StartFailure);
  expect(() => resolve(value)).toThrow(message);
});
