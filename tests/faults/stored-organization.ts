import { PutCommand, type DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { Organization } from '#contract/organization.ts';
import { defaultLists } from '#data/organization/presets/default-lists.ts';
import { organizationKey } from '#data/store/keys.ts';

/** Stores an organization with the product's lists. */
export async function storeOrganization(
  { client, name }: { client: DynamoDBDocumentClient; name: string },
  id: string,
): Promise<Organization> {
  const organization = {
    ...{ id, version: 1, name: id, slug: id, country: 'CO', currency: 'USD', timeZone: 'America/Bogota' },
    ...{ ...defaultLists('en'), createdAt: '2026-11-01T00:00:00.000Z' },
  } as Organization;
  const Item = { ...organizationKey(id), version: 1, data: JSON.stringify(organization) };
  await client.send(new PutCommand({ TableName: name, Item }));
  return organization;
}
