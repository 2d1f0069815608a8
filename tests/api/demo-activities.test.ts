import { expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson } from '../organization.ts';

const host = connectHost(inject('host'));

test('demo data bring activities and tasks, once', async () => {
  const owner = await newPerson(host);
  const { path } = await newOrganization(owner);
  const made = await bodyOf(200, owner.call('POST', `${path}/demo-data`));
  expect(made.activities).toBeGreaterThan(300);
  expect(made.tasks).toBe(60);
  const again = await bodyOf(200, owner.call('POST', `${path}/demo-data`));
  expect(again).toMatchObject({ activities: 0, tasks: 0 });
  const open = await bodyOf(200, owner.call('GET', `${path}/tasks`));
  expect(open.items.length).toBeGreaterThan(10);
});
