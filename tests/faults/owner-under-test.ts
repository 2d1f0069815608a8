import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { v7 as uuidv7 } from 'uuid';
import { firstRecordAccess } from '#contract/record-access.ts';
import type { Context } from '#data/organization/context.ts';
import { uniqueEmailsOff } from '#contract/unique-emails.ts';
import { defaultLists } from '#data/organization/presets/default-lists.ts';
import type { Session } from '#data/store/units.ts';
import { accessKey, organizationKey } from '#data/store/keys.ts';
import { tableName } from '../../events/services-under-test.ts';

/** Stores an organization, and returns the context of a request from its owner. */
export async function ownerOfNew(
  table: DynamoDBDocumentClient,
  session: Session,
  name = tableName,
): Promise<Context> {
  const orgId = uuidv7();
  const userId = uuidv7();
  const settings = {
    ...defaultLists('en'),
    uniqueEmails: uniqueEmailsOff,
    recordAccess: firstRecordAccess,
    ...{ id: orgId, version: 1, name: 'Acme', slug: 'acme', country: 'CO', currency: 'COP', timeZone: 'UTC' },
    createdAt: '2026-01-01T00:00:00.000Z',
  };
  const put = (Item: object) => table.send(new PutCommand({ TableName: name, Item }));
  await put({ ...organizationKey(orgId), version: 1, data: JSON.stringify(settings) });
  await put({ ...accessKey(userId), orgs: { [orgId]: { role: 'owner', active: true } } });
  return {
    ...session,
    ...{
      requestId: 'r',
      via: 'web',
      actor: { userId },
      orgId,
      role: 'owner',
      scope: 'all',
      settings,
      team: [],
    },
    ...{
      now: new Date().toISOString(),
      ifMatch: [1],
      scopeFor: () => 'all',
      recordAccess: firstRecordAccess,
    },
  };
}
