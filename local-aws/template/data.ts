import type { TableDefinition } from '../engines/dynamodb/table.ts';
import type { SecretDefinition } from '../engines/secrets/secret-store.ts';
import { assertKnownProperties, type Template } from './template.ts';
import { found } from '../found.ts';

const createTableInputs = ['AttributeDefinitions', 'BillingMode', 'GlobalSecondaryIndexes', 'KeySchema'];
/** Other table properties: the code below reads them, or they don't affect the local engine. */
const tableRest = [
  'DeletionProtectionEnabled',
  'OnDemandThroughput',
  'PointInTimeRecoverySpecification',
  'SSESpecification',
  'StreamSpecification',
  'TableName',
  'Tags',
  'TimeToLiveSpecification',
];

/** The table of the service. None or several fail the start. */
export function tableDefinition(template: Template): TableDefinition {
  const table = template.one('AWS::DynamoDB::Table');
  assertKnownProperties(table, [...createTableInputs, ...tableRest]);
  const { properties, ref, attributes } = table;
  const ttl = properties.TimeToLiveSpecification as { AttributeName: string; Enabled: boolean } | undefined;
  const stream = properties.StreamSpecification as { StreamViewType: string } | undefined;
  return {
    name: ref,
    arn: found(attributes.Arn, 'the ARN of the table'),
    streamArn: found(attributes.StreamArn, 'the ARN of the stream'),
    ttlAttribute: ttl?.Enabled ? ttl.AttributeName : undefined,
    createInput: {
      TableName: ref,
      ...Object.fromEntries(createTableInputs.map((name) => [name, properties[name]])),
      ...(stream ? { StreamSpecification: { StreamEnabled: true, ...stream } } : {}),
    },
  };
}

const secretProperties = ['Description', 'GenerateSecretString', 'Tags'];

export function secretDefinitions(template: Template): SecretDefinition[] {
  return template.all('AWS::SecretsManager::Secret').map((secret) => {
    assertKnownProperties(secret, secretProperties);
    const { SecretStringTemplate, GenerateStringKey } = secret.properties.GenerateSecretString as {
      SecretStringTemplate?: string;
      GenerateStringKey?: string;
    };
    return {
      arn: secret.ref,
      name: found(secret.attributes.Id, 'the id of a secret'),
      ...(SecretStringTemplate === undefined ? {} : { template: SecretStringTemplate }),
      ...(GenerateStringKey === undefined ? {} : { generatedKey: GenerateStringKey }),
    };
  });
}
