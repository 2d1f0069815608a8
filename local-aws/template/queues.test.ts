import { expect, test } from 'vitest';
import type { StackTemplate } from './assembly.ts';
import { sourceDefinitions } from './events.ts';
import { queueDefinitions } from './queues.ts';
import { readTemplate } from './template.ts';

const place = { region: 'us-east-1', accountId: '000000000000' };
type Properties = Record<string, unknown>;

function read(resources: StackTemplate['resources']) {
  const rest = { outputs: {}, parameters: {}, conditions: {}, mappings: {}, assets: {} };
  return readTemplate([{ name: 'App', resources, ...rest }], place);
}

const queue = (properties: Properties) => ({ Type: 'AWS::SQS::Queue', Properties: properties });
const redrive = {
  RedrivePolicy: { deadLetterTargetArn: { 'Fn::GetAtt': ['Dead', 'Arn'] }, maxReceiveCount: 3 },
};

test('a FIFO queue is read with its settings, and without a name gets one that ends in .fifo', () => {
  const template = read({
    Q: queue({
      FifoQueue: true,
      ContentBasedDeduplication: true,
      DeduplicationScope: 'messageGroup',
      ...redrive,
    }),
    Dead: queue({ FifoQueue: true, QueueName: 'dead.fifo' }),
  });
  expect(queueDefinitions(template)).toMatchObject([
    {
      name: 'App-Q.fifo',
      arn: 'arn:aws:sqs:us-east-1:000000000000:App-Q.fifo',
      redrive: { arn: 'arn:aws:sqs:us-east-1:000000000000:dead.fifo', maxReceives: 3 },
      fifo: { hasContentBasedDeduplication: true, deduplicationScope: 'messageGroup' },
    },
    { name: 'dead.fifo', fifo: { hasContentBasedDeduplication: false, deduplicationScope: 'queue' } },
  ]);
  expect(template.all('AWS::SQS::Queue')[0]?.ref).toMatch(/\/App-Q\.fifo$/);
});

test.each<[string, Properties, Properties]>([
  ['a FIFO queue with a standard dead-letter queue', { FifoQueue: true, ...redrive }, {}],
  ['a standard queue with a FIFO dead-letter queue', redrive, { FifoQueue: true }],
  ['a FIFO queue whose name has another end', { FifoQueue: true, QueueName: 'work' }, {}],
  ['a standard queue with the name of a FIFO queue', { QueueName: 'work.fifo' }, {}],
  ['a standard queue with properties of FIFO queues', { ContentBasedDeduplication: true }, {}],
  ['an unknown deduplication scope', { FifoQueue: true, DeduplicationScope: 'world' }, {}],
  [
    'a throughput limit by group without that scope',
    { FifoQueue: true, FifoThroughputLimit: 'perMessageGroupId' },
    {},
  ],
])('%s fails the start', (_case, properties, dead) => {
  const template = read({ Q: queue(properties), Dead: queue(dead) });
  expect(() => queueDefinitions(template)).toThrow(/(must|Only) .* \(App\.Q\)$/);
});

test('a throughput limit by group is accepted with the deduplication scope messageGroup', () => {
  const properties = {
    FifoQueue: true,
    DeduplicationScope: 'messageGroup',
    FifoThroughputLimit: 'perMessageGroupId',
  };
  expect(queueDefinitions(read({ Q: queue(properties) }))).toHaveLength(1);
});

/** A function that reads a queue in batches of 11 messages, and sends what fails to another queue. */
function reader(source: Properties, failures: Properties) {
  const arn = (id: string) => ({ 'Fn::GetAtt': [id, 'Arn'] });
  return read({
    Q: queue(source),
    Failures: queue(failures),
    F: { Type: 'AWS::Lambda::Function', Properties: {} },
    M: {
      Type: 'AWS::Lambda::EventSourceMapping',
      Properties: {
        BatchSize: 11,
        DestinationConfig: { OnFailure: { Destination: arn('Failures') } },
        EventSourceArn: arn('Q'),
        FunctionName: { Ref: 'F' },
      },
    },
  });
}

test('batches of more than ten messages of a FIFO queue, and a FIFO queue as failure destination, fail the start', () => {
  expect(sourceDefinitions(reader({}, {}))).toMatchObject([{ batchSize: 11 }]);
  expect(() => sourceDefinitions(reader({ FifoQueue: true }, {}))).toThrow('at most 10 messages (App.M)');
  expect(() => sourceDefinitions(reader({}, { FifoQueue: true }))).toThrow('only standard queues');
});
