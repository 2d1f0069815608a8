import { createHash } from 'node:crypto';
import { StartFailure } from '../start-failure.ts';
import type { Resource, StackTemplate } from './assembly.ts';
import { found } from '../found.ts';

/** A resource's physical id and attributes. */
export type Physical = { ref: string; attributes: Record<string, string> };

export type Place = { region: string; accountId: string };

type Maker = (name: string, resource: Resource, place: Place) => Physical;

const arn = (service: string, { region, accountId }: Place, rest: string) =>
  `arn:aws:${service}:${region}:${accountId}:${rest}`;

/** An ID with the length that the service uses, the same at each start. */
const idOf = (name: string, length: number) =>
  createHash('sha256').update(name).digest('hex').slice(0, length);

const named = (resource: Resource, property: string, name: string) => {
  const value = resource.Properties[property];
  return typeof value === 'string' ? value : name;
};

/** Resolves a name of literals, the region and the account ID; undefined for any other name. */
function textOf(value: unknown, place: Place): string | undefined {
  if (typeof value === 'string') return value;
  const { Ref: ref, 'Fn::Join': join } = (value ?? {}) as { Ref?: string; 'Fn::Join'?: [string, unknown[]] };
  if (ref === 'AWS::AccountId') return place.accountId;
  if (ref === 'AWS::Region') return place.region;
  const parts = join?.[1].map((part) => textOf(part, place));
  return parts?.every((part) => part !== undefined) ? parts.join(join?.[0]) : undefined;
}

/** Supported resource types with the values of Ref and Fn::GetAtt. */
const handled: Record<string, Maker> = {
  'AWS::DynamoDB::Table': (name, resource, place) => {
    const table = named(resource, 'TableName', name);
    const Arn = arn('dynamodb', place, `table/${table}`);
    return { ref: table, attributes: { Arn, StreamArn: `${Arn}/stream/local` } };
  },
  'AWS::SQS::Queue': (name, resource, place) => {
    // CloudFormation, too, ends the names that it gives FIFO queues in .fifo.
    const queue = named(
      resource,
      'QueueName',
      resource.Properties.FifoQueue === true ? `${name}.fifo` : name,
    );
    return {
      ref: `https://sqs.${place.region}.amazonaws.com/${place.accountId}/${queue}`,
      attributes: { Arn: arn('sqs', place, queue), QueueName: queue },
    };
  },
  'AWS::Lambda::Function': (name, resource, place) => {
    const ref = named(resource, 'FunctionName', name);
    return { ref, attributes: { Arn: arn('lambda', place, `function:${ref}`) } };
  },
  'AWS::Lambda::EventSourceMapping': plain,
  'AWS::Lambda::EventInvokeConfig': plain,
  'AWS::Lambda::Permission': plain,
  'AWS::IAM::Role': (name, resource, { accountId }) => {
    const ref = named(resource, 'RoleName', name);
    return { ref, attributes: { Arn: `arn:aws:iam::${accountId}:role/${ref}`, RoleId: idOf(name, 20) } };
  },
  'AWS::IAM::Policy': plain,
  'AWS::Cognito::UserPool': (name, _resource, place) => {
    const ref = `${place.region}_${idOf(name, 9)}`;
    const ProviderName = `cognito-idp.${place.region}.amazonaws.com/${ref}`;
    const Arn = arn('cognito-idp', place, `userpool/${ref}`);
    return {
      ref,
      attributes: { Arn, ProviderName, ProviderURL: `https://${ProviderName}`, UserPoolId: ref },
    };
  },
  'AWS::Cognito::UserPoolClient': (name) => ({
    ref: idOf(name, 26),
    attributes: { ClientId: idOf(name, 26) },
  }),
  'AWS::ApiGatewayV2::Api': (name, _resource, { region }) => {
    const ref = idOf(name, 10);
    const ApiEndpoint = `https://${ref}.execute-api.${region}.amazonaws.com`;
    return { ref, attributes: { ApiEndpoint, ApiId: ref } };
  },
  'AWS::ApiGatewayV2::Stage': plain,
  'AWS::Scheduler::Schedule': plain,
  'AWS::SecretsManager::Secret': (name, _resource, place) => ({
    ref: arn('secretsmanager', place, `secret:${name}`),
    attributes: { Id: name },
  }),
  'AWS::CloudFront::Distribution': (name) => {
    const ref = `E${idOf(name, 13).toUpperCase()}`;
    return { ref, attributes: { Id: ref, DomainName: `${ref.toLowerCase()}.cloudfront.net` } };
  },
  'AWS::CloudFront::Function': (name, _resource, { accountId }) => {
    const FunctionARN = `arn:aws:cloudfront::${accountId}:function/${name}`;
    return { ref: FunctionARN, attributes: { FunctionARN } };
  },
  'AWS::CloudFront::ResponseHeadersPolicy': (name) => ({ ref: name, attributes: { Id: name } }),
  'AWS::S3::Bucket': (name, resource, place) => {
    const ref = textOf(resource.Properties.BucketName, place) ?? name.toLowerCase();
    const domain = `${ref}.s3.${place.region}.amazonaws.com`;
    return {
      ref,
      attributes: { Arn: `arn:aws:s3:::${ref}`, DomainName: domain, RegionalDomainName: domain },
    };
  },
};

/** Resource types that the local host does not need, each with the reason. */
export const ignoredTypes: Record<string, string> = {
  'AWS::Budgets::Budget': 'a local host costs nothing',
  'AWS::CDK::Metadata': 'tells AWS which constructs are used',
  'AWS::CloudFront::CachePolicy': 'nothing is cached on the way here',
  'AWS::CloudFront::OriginAccessControl': 'the site is read from its folder',
  'AWS::CloudFront::OriginRequestPolicy': 'the front passes on what the API may see',
  'AWS::CloudWatch::Alarm': 'nobody is on call for a local host',
  'AWS::CloudWatch::CompositeAlarm': 'nobody is on call for a local host',
  'AWS::CloudWatch::Dashboard': 'there are no metrics to draw',
  'AWS::KMS::Alias': 'the local engines keep nothing encrypted',
  'AWS::KMS::Key': 'the local engines keep nothing encrypted',
  'AWS::Logs::Delivery': 'log lines go to files of the data folder',
  'AWS::Logs::DeliveryDestination': 'log lines go to files of the data folder',
  'AWS::Logs::DeliverySource': 'log lines go to files of the data folder',
  'AWS::Logs::LogGroup': 'log lines go to files of the data folder',
  'AWS::Logs::MetricFilter': 'there are no metrics to count',
  'AWS::Logs::QueryDefinition': 'a saved search of the console',
  'AWS::Logs::ResourcePolicy': 'log lines go to files of the data folder',
  'AWS::S3::BucketPolicy': 'the site is read from its folder',
  'AWS::SES::EmailIdentity': 'mail goes to the mailbox of the host',
  'AWS::SNS::Subscription': 'nobody is on call for a local host',
  'AWS::SNS::Topic': 'nobody is on call for a local host',
  'AWS::SNS::TopicPolicy': 'nobody is on call for a local host',
  'AWS::SQS::QueuePolicy': 'queues are reached over the loopback interface only',
  'AWS::WAFv2::WebACL': 'only this machine can reach the front',
  'AWS::WAFv2::WebACLAssociation': 'only this machine can reach the front',
};

function plain(name: string): Physical {
  return { ref: name, attributes: {} };
}

/** Fails for a resource type that is neither supported nor ignored with a reason. */
export function assertKnownTypes(stacks: StackTemplate[]): void {
  for (const stack of stacks) {
    for (const [logicalId, { Type }] of Object.entries(stack.resources)) {
      if (handled[Type] || ignoredTypes[Type]) continue;
      throw new StartFailure(
        `The local host does not support ${Type} (${logicalId} in ${stack.name}): handle or ignore it in local-aws/template/resource-types.ts`,
      );
    }
  }
}

export function physicalOf(stack: StackTemplate, logicalId: string, place: Place): Physical {
  const resource = found(stack.resources[logicalId], logicalId);
  const name = `${stack.name}-${logicalId}`;
  const make = handled[resource.Type];
  if (make) return make(name, resource, place);
  const service = (resource.Type.split('::')[1] ?? '').toLowerCase();
  return { ref: name, attributes: { Arn: arn(service, place, name), Id: name } };
}
