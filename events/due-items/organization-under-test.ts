import { PutCommand, QueryCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import { firstRecordAccess } from '#contract/record-access.ts';
import type { DueRow } from '#data/due/end-due-item.ts';
import type { Context } from '#data/organization/context.ts';
import type { OrganizationSettings } from '#data/organization/settings.ts';
import { billingKey, organizationKey } from '#data/store/keys.ts';
import type { Session } from '#data/store/units.ts';
import { tableName } from '../services-under-test.ts';

/** Modules that read the table's name when they are loaded. */
interface Modules {
  newSession: () => Session;
  newestStoredSettings: (session: Session, orgId: string) => Promise<OrganizationSettings | undefined>;
}

/** An organization in a table, without a host. */
export interface OrganizationUnderTest {
  orgId: string;
  /** Its owner’s context at a time. */
  context: (now: string) => Promise<Context>;
}

const userId = uuidv7();

export async function newOrganization(
  table: DynamoDBDocumentClient,
  { newSession, newestStoredSettings }: Modules,
  { timeZone, reminderDays = [], ...changes }: { timeZone: string; reminderDays?: readonly number[] },
): Promise<OrganizationUnderTest> {
  const orgId = uuidv7();
  const put = (Item: Record<string, unknown>) => table.send(new PutCommand({ TableName: tableName, Item }));
  const data = JSON.stringify({
    ...{ id: orgId, name: 'Cobalto', timeZone, currency: 'EUR', country: 'ES' },
    ...{ createdAt: '2020-01-01T00:00:00.000Z', ...changes },
  });
  await put({ ...organizationKey(orgId), kind: 'organization', version: 1, schema: 2, data });
  const billing = JSON.stringify({ reminderDays });
  await put({ ...billingKey(orgId), kind: 'billing', version: 1, schema: 1, data: billing });
  return {
    orgId,
    async context(now) {
      const session = newSession();
      const settings = await newestStoredSettings(session, orgId);
      if (!settings) throw new Error('there is no organization');
      return {
        ...session,
        ...{ orgId, requestId: uuidv7(), now, actor: { userId }, via: 'web' as const },
        ...{ role: 'owner' as const, scope: 'all' as const, settings, team: [] },
        scopeFor: () => 'all' as const,
        recordAccess: firstRecordAccess,
      };
    },
  };
}

/** What of an organization is due at a time, in some partitions of the index. */
export async function rowsDue(
  table: DynamoDBDocumentClient,
  partitions: readonly string[],
  now: string,
  { orgId }: OrganizationUnderTest,
): Promise<DueRow[]> {
  const rows: DueRow[] = [];
  for (const partition of partitions) {
    const { Items = [] } = await table.send(
      new QueryCommand({
        TableName: tableName,
        IndexName: 'gsi6',
        KeyConditionExpression: 'g6pk = :pk AND g6sk <= :now',
        ExpressionAttributeValues: { ':pk': partition, ':now': `${now}~` },
      }),
    );
    for (const { pk, sk, g6sk } of Items as DueRow[]) if (pk.includes(orgId)) rows.push({ pk, sk, g6sk });
  }
  return rows;
}
