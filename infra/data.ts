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
import { keepExports } from './exports.ts';
import { removalPolicy } from './retention.ts';
import type { StageSettings } from './stages.ts';

/** All lists share these indexes. */
const usedListIndexes = [1, 2, 3, 4, 5, 6];
/**
 * Further indexes for lists, because CloudFormation can add only one index per update and can't change the attributes
 * that an index projects. An index without items costs nothing.
 */
const spareListIndexes = [8, 9, 10, 11];
const listIndexes = [...usedListIndexes, ...spareListIndexes];
/** The one index with a numeric sort key, for sums ordered by size. Few items use it. */
const sumIndex = 7;

/** Index names need at least three characters: `gsi1` with the keys `g1pk` and `g1sk`, and so on. */
const nameOf = (number: number): string => `gsi${number}`;
export const listIndexNames = listIndexes.map(nameOf);
export const sumIndexName = nameOf(sumIndex);
/** The indexes that contain items. */
export const usedIndexNames = [...usedListIndexes, sumIndex].map(nameOf);

/** Attributes that list pages show and filter by, so that records need not be read. */
const projectedAttributes = ['type', 'version', 'row', 'facets', 'n1', 'n2', 'n3'];

/**
 * The one table, in a stack of its own that a rollback of the application cannot affect. The stack exports its own
 * table's name and ARNs even if a restored table replaces it.
 */
export function createTable(stack: Stack, settings: StageSettings): ITable {
  const own = createOwnTable(stack, settings);
  keepExports(stack, own.tableName, own.tableArn, own.tableStreamArn);
  const restored = settings.restoredTable;
  if (!restored) return own as ITable;
  return Table.fromTableAttributes(stack, 'RestoredTable', {
    tableName: restored.name,
    tableStreamArn: restored.streamArn,
  });
}

function createOwnTable(stack: Stack, settings: StageSettings): Table {
  const { read, write } = settings.tableUnitsPerSecond;
  const unitsPerSecond = { maxReadRequestUnits: read, maxWriteRequestUnits: write };
  const table = new Table(stack, 'Table', {
    partitionKey: { name: 'pk', type: AttributeType.STRING },
    sortKey: { name: 'sk', type: AttributeType.STRING },
    billingMode: BillingMode.PAY_PER_REQUEST,
    ...unitsPerSecond,
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
      ...unitsPerSecond,
      nonKeyAttributes: [...projectedAttributes],
    });
  }
  table.addGlobalSecondaryIndex({
    indexName: sumIndexName,
    partitionKey: { name: `g${sumIndex}pk`, type: AttributeType.STRING },
    sortKey: { name: `g${sumIndex}sk`, type: AttributeType.NUMBER },
    projectionType: ProjectionType.ALL,
    ...unitsPerSecond,
  });
  return table;
}
