import type { Stack } from 'aws-cdk-lib';
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  StreamViewType,
  Table,
  TableEncryption,
  type ITable,
} from 'aws-cdk-lib/aws-dynamodb';
import { removalPolicy } from './retention.ts';
import type { StageSettings } from './stages.ts';

/** CloudFormation adds one index an update, and a projection never changes: lists share these six. */
const listIndexes = [1, 2, 3, 4, 5, 6];
/** Sums in the order of their size, whole: the one index with a number as its sort key. Few items stand in it. */
const sumIndex = 7;

/** `gsi1` with the keys `g1pk` and `g1sk`, and so on: DynamoDB takes no index name below three letters. */
const nameOf = (number: number): string => `gsi${number}`;
export const listIndexNames = listIndexes.map(nameOf);
export const sumIndexName = nameOf(sumIndex);

/** What a page of a list shows and what its filters need, without reading the records themselves. */
const projectedAttributes = ['type', 'version', 'row', 'facets', 'n1', 'n2', 'n3'];

/**
 * The one table that all else uses. It lies in a stack of its own, which no roll-back of the application touches; what
 * that stack exports stays the same, whoever imports it, so that a restored table can take its place and give it back.
 */
export function createTable(stack: Stack, settings: StageSettings): ITable {
  const own = createOwnTable(stack, settings);
  for (const value of [own.tableName, own.tableArn, own.tableStreamArn]) stack.exportValue(value);
  const restored = settings.restoredTable;
  if (!restored) return own as ITable;
  return Table.fromTableAttributes(stack, 'RestoredTable', {
    tableName: restored.name,
    tableStreamArn: restored.streamArn,
  });
}

function createOwnTable(stack: Stack, settings: StageSettings): Table {
  const table = new Table(stack, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    stream: StreamViewType.NEW_AND_OLD_IMAGES,
    timeToLiveAttribute: 'expiresAt',
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    encryption: settings.hasManagedKey ? TableEncryption.AWS_MANAGED : TableEncryption.DEFAULT,
    deletionProtection: settings.isProtected,
    removalPolicy: removalPolicy(settings),
  });
  for (const number of listIndexes) {
    table.addGlobalSecondaryIndex({
      indexName: nameOf(number),
      partitionKey: { name: `g${number}pk`, type: AttributeType.STRING },
      sortKey: { name: `g${number}sk`, type: AttributeType.STRING },
      projectionType: ProjectionType.INCLUDE,
      nonKeyAttributes: [...projectedAttributes],
    });
  }
  table.addGlobalSecondaryIndex({
    indexName: sumIndexName,
    partitionKey: { name: `g${sumIndex}pk`, type: AttributeType.STRING },
    sortKey: { name: `g${sumIndex}sk`, type: AttributeType.NUMBER },
    projectionType: ProjectionType.ALL,
  });
  return table;
}
