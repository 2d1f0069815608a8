import { expect, inject, test } from 'vitest';
import { bodyOf } from '../caller.ts';
import { connectHost } from '../host.ts';
import { newOrganization, newPerson } from '../organization.ts';

const host = connectHost(inject('host'));

test('a preset sets its dashboard without replacing a chosen one', async () => {
  const person = await newPerson(host);
  const agency = await newOrganization(person, { presetId: 'realEstate' });
  const { dashboard } = await bodyOf(200, person.call('GET', agency.path));
  expect(dashboard).toEqual(['leadsByStatus', 'tasks', 'pipeline', 'due', 'paidThisMonth', 'recent']);

  const { path } = await newOrganization(person);
  const before = await bodyOf(200, person.call('GET', path));
  expect(before).not.toHaveProperty('dashboard');
  const chosen = await bodyOf(
    200,
    person.call('PATCH', path, { body: { dashboard: ['recent', 'tasks'] }, ifMatch: before.version }),
  );
  expect(chosen.dashboard).toEqual(['recent', 'tasks']);
  const offered = await bodyOf(200, person.call('GET', `${path}/presets/realEstate`));
  expect(offered).not.toHaveProperty('dashboard');
  const body = { language: 'en' };
  const applied = await bodyOf(
    200,
    person.call('POST', `${path}/presets/realEstate/apply`, { body, ifMatch: chosen.version }),
  );
  expect(applied.dashboard).toEqual(['recent', 'tasks']);
});

test('a preset added later sets its dashboard if none was chosen', async () => {
  const { path, owner } = await newOrganization(await newPerson(host));
  const { version } = await bodyOf(200, owner.call('GET', path));
  const applied = await bodyOf(
    200,
    owner.call('POST', `${path}/presets/voiceAgency/apply`, { body: { language: 'en' }, ifMatch: version }),
  );
  expect(applied.dashboard).toEqual([
    ...['pipeline', 'recent', 'tasks', 'due', 'paidThisMonth', 'leadsByStatus', 'activities'],
  ]);
});

test.each([[[]], [['recent', 'recent']], [['weather']]])('%j is not a valid dashboard', async (dashboard) => {
  const { path, owner } = await newOrganization(await newPerson(host));
  const { version } = await bodyOf(200, owner.call('GET', path));
  const { errors } = await bodyOf(422, owner.call('PATCH', path, { body: { dashboard }, ifMatch: version }));
  expect(errors[0].pointer).toMatch(/^\/dashboard/);
});
