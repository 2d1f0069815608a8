import { expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson } from '../organization.ts';

const host = connectHost(inject('host'));

test('demo data bring a year of records, activities and tasks, once, in as many calls as it takes', async () => {
  const owner = await newPerson(host);
  const { path } = await newOrganization(owner);
  const added = { activities: 0, tasks: 0, customers: 0, contacts: 0, leads: 0, deals: 0, employees: 0 };
  const load = async (): Promise<boolean> => {
    const made = await bodyOf(200, owner.call('POST', `${path}/demo-data`));
    for (const name of Object.keys(added) as (keyof typeof added)[]) added[name] += Number(made[name]);
    return made.isComplete;
  };
  while (!(await load()));
  const complete = { tasks: 60, customers: 120, contacts: 500, leads: 300, deals: 200, employees: 12 };
  expect(added).toMatchObject(complete);
  expect(added.activities).toBeGreaterThan(1_800);
  const { activities } = added;
  await load();
  expect(added).toMatchObject({ ...complete, activities });
  const open = await bodyOf(200, owner.call('GET', `${path}/tasks`));
  expect(open.items.length).toBeGreaterThan(10);
});
