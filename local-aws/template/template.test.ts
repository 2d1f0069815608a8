import { expect, test } from 'vitest';
import type { StackTemplate } from './assembly.ts';
import { assertKnownProperties, readTemplate } from './template.ts';

const place = { region: 'us-east-1', accountId: '000000000000' };
const stack = (resources: StackTemplate['resources'], rest: Partial<StackTemplate> = {}): StackTemplate => ({
  name: 'App',
  resources,
  outputs: {},
  parameters: {},
  conditions: {},
  mappings: {},
  assets: {},
  ...rest,
});

test('an unknown resource type fails the start', () => {
  const resources = { Robot: { Type: 'AWS::RoboMaker::Robot', Properties: {} } };
  expect(() => readTemplate([stack(resources)], place)).toThrow(
    'does not support AWS::RoboMaker::Robot (Robot in App)',
  );
});

test('an unsupported property fails the start', () => {
  const resources = { Q: { Type: 'AWS::SQS::Queue', Properties: { KmsDataKeyReusePeriodSeconds: 300 } } };
  const queue = readTemplate([stack(resources)], place).one('AWS::SQS::Queue');
  expect(() => assertKnownProperties(queue, ['QueueName'])).toThrow(
    'the property KmsDataKeyReusePeriodSeconds of AWS::SQS::Queue (App.Q)',
  );
});

test('an unknown attribute fails the start', () => {
  const Properties = { Name: { 'Fn::GetAtt': ['Q', 'Color'] } };
  const resources = {
    Q: { Type: 'AWS::SQS::Queue', Properties: {} },
    A: { Type: 'AWS::ApiGatewayV2::Api', Properties },
  };
  expect(() => readTemplate([stack(resources)], place)).toThrow('the attribute Color of AWS::SQS::Queue');
});

test('resources with a false condition are left out', () => {
  const resources = {
    Q: { Type: 'AWS::SQS::Queue', Properties: {}, Condition: 'Never' },
    P: { Type: 'AWS::SQS::Queue', Properties: {} },
  };
  const conditions = { Never: { 'Fn::Equals': ['a', 'b'] } };
  const queues = readTemplate([stack(resources, { conditions })], place).all('AWS::SQS::Queue');
  expect(queues.map(({ where }) => where)).toEqual(['App.P']);
});

test('resources are found by their name and by their ARN', () => {
  const resources = { F: { Type: 'AWS::Lambda::Function', Properties: { FunctionName: 'cobalt-me' } } };
  const template = readTemplate([stack(resources)], place);
  const arn = 'arn:aws:lambda:us-east-1:000000000000:function:cobalt-me';
  expect(template.named('AWS::Lambda::Function', 'cobalt-me')).toBe(
    template.named('AWS::Lambda::Function', arn),
  );
  expect(() => template.named('AWS::Lambda::Function', 'other')).toThrow(
    'no AWS::Lambda::Function named other',
  );
});
