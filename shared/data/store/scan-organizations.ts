import { ScanCommand } from '@aws-sdk/client-dynamodb';
import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { client } from '../sdk/client.ts';
import { organizationPartitions, organizationPrefix, type Key } from './keys.ts';
import { metered, tableName, type Item } from './table.ts';
import type { Session } from './units.ts';

/** An item of an organization, or a user's access to several organizations, which also contains others. */
export interface OrganizationItem extends Key {
  kind?: string;
  orgs?: Record<string, unknown>;
}

/** Number of items that one page reads. A page takes only a small part of the time that an invocation has. */
const pageItems = 1_000;

/**
 * Scans one page of the table for all items of some organizations: those in their partitions, and those elsewhere that
 * name them in an attribute which only the service writes. A key elsewhere that contains an organization's id is not
 * enough, because anyone can choose a slug or an e-mail address. Only the role of `events/purge` allows this scan.
 */
export async function scanOrganizations(
  session: Session,
  orgIds: readonly string[],
  lastKey: Item | undefined,
): Promise<{ items: OrganizationItem[]; lastKey: Item | undefined }> {
  const conditions = orgIds.map(
    (_, n) =>
      `begins_with(pk, :prefix${n}) OR pk IN (:one${n}, :two${n}) OR org = :id${n} OR orgId = :id${n} OR attribute_exists(orgs.#id${n})`,
  );
  const values = orgIds.flatMap((orgId, n) => {
    const [one, two] = organizationPartitions(orgId);
    return [
      [`:prefix${n}`, organizationPrefix(orgId)],
      [`:one${n}`, one],
      [`:two${n}`, two],
      [`:id${n}`, orgId],
    ] as const;
  });
  const command = new ScanCommand({
    TableName: tableName,
    FilterExpression: conditions.join(' OR '),
    ProjectionExpression: 'pk, sk, kind, orgs',
    ExpressionAttributeNames: Object.fromEntries(orgIds.map((orgId, n) => [`#id${n}`, orgId])),
    ExpressionAttributeValues: marshall(Object.fromEntries(values)),
    Limit: pageItems,
    ReturnConsumedCapacity: 'TOTAL',
    ...(lastKey ? { ExclusiveStartKey: marshall(lastKey) } : {}),
  });
  const answer = await metered(session, 'read', () => client.send(command));
  return {
    items: (answer.Items ?? []).map((wire) => unmarshall(wire) as OrganizationItem),
    lastKey: answer.LastEvaluatedKey && unmarshall(answer.LastEvaluatedKey),
  };
}
