import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { recountKey } from '#data/keys.ts';
import { bodyOf } from '../caller.ts';
import { startHost, type HostUnderTest } from '../host.ts';
import { newContact, newOrganization, newPerson } from '../organization.ts';
import { recountDifferences } from './recount.ts';
import { clientOf, readTable } from './table-under-test.ts';

let host: HostUnderTest;
beforeAll(async () => {
  host = await startHost();
});
afterAll(() => host.stop());

test('in another time zone records are counted anew by its days', async () => {
  // A day apart at every hour.
  const organization = await newOrganization(await newPerson(host), { timeZone: 'Pacific/Kiritimati' });
  const { call } = organization.owner;
  for (const firstName of ['Ana', 'Ben', 'Zoë']) await newContact(organization, call, { firstName });
  await host.settled();
  // The first run walks every record of a new table in any case.
  await host.invoke('reprojection');
  expect(recountDifferences(await readTable(host.info))).toEqual([]);
  await bodyOf(
    200,
    call('PATCH', organization.path, { ifMatch: 1, body: { timeZone: 'Pacific/Pago_Pago' } }),
  );
  expect(recountDifferences(await readTable(host.info))).not.toEqual([]);

  // A run waits until nobody remembers the settings of before. Here they are made to forget.
  await host.killFunction('reprojection');
  const command = new UpdateCommand({
    TableName: host.info.table,
    Key: recountKey(organization.id),
    UpdateExpression: 'SET #at = :at',
    ConditionExpression: 'attribute_exists(pk)',
    ExpressionAttributeNames: { '#at': 'at' },
    ExpressionAttributeValues: { ':at': '2026-01-01T00:00:00.000Z' },
  });
  await clientOf(host.info.dynamodbUrl).send(command);
  await host.invoke('reprojection');
  const items = await readTable(host.info);
  expect(recountDifferences(items)).toEqual([]);
  expect(items.filter(({ kind }) => kind === 'recount')).toEqual([]);
});
