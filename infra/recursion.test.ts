import { expect, test } from 'vitest';
import { at, listAt, ofType, type Resource, roleStatements, shortName, synthesized } from './synthesized.ts';

const templates = await synthesized('prod');
const writes =
  /^(dynamodb:(BatchWriteItem|DeleteItem|PutItem|UpdateItem|\*)|sqs:(SendMessage|\*)|s3:(PutObject|\*)|\*)$/;

test('a function that may write to what invokes it allows the recursion, and no other function does', () => {
  const functions = ofType(templates, 'AWS::Lambda::Function');
  const mayLoop = functions.filter((resource) => {
    const sources = sourcesOf(resource);
    return writtenBy(resource).some((target) => sources.includes(target));
  });
  const allowed = functions.filter(({ properties }) => properties.RecursiveLoop === 'Allow');
  const names = (resources: Resource[]) => resources.map((resource) => shortName(templates, resource)).sort();
  expect(names(mayLoop)).toEqual([
    'imports-reader',
    'index',
    'job-runner',
    'mail',
    'relay',
    'webhook-sender',
  ]);
  expect(names(allowed)).toEqual(names(mayLoop));
});

/** Tables, queues and buckets that invoke a function. */
function sourcesOf({ id }: Resource): string[] {
  const mappings = ofType(templates, 'AWS::Lambda::EventSourceMapping')
    .filter(({ properties }) => at(properties, 'FunctionName/Ref') === id)
    .flatMap(({ properties }) => resourcesIn(properties.EventSourceArn));
  const buckets = ofType(templates, 'AWS::S3::Bucket')
    .filter(({ properties }) => JSON.stringify(properties.NotificationConfiguration ?? '').includes(id))
    .map((bucket) => bucket.id);
  return [...mappings, ...buckets];
}

/** Tables, queues and buckets that a function's role may write to. */
function writtenBy({ properties }: Resource): string[] {
  const role = String(at(properties, 'Role/Fn::GetAtt/0'));
  return roleStatements(templates)
    .flatMap((one) => (one.role === role ? [one.statement] : []))
    .filter((statement) => listAt(statement, 'Action').some((action) => writes.test(String(action))))
    .flatMap((statement) => listAt(statement, 'Resource').flatMap(resourcesIn));
}

/** Logical ids of the tables, queues and buckets that a value refers to, in its own stack or in another. */
function resourcesIn(value: unknown): string[] {
  const text = JSON.stringify(value);
  return ['AWS::DynamoDB::Table', 'AWS::SQS::Queue', 'AWS::S3::Bucket']
    .flatMap((type) => ofType(templates, type))
    .filter(({ id }) => text.includes(id))
    .map(({ id }) => id);
}
