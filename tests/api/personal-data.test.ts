import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { bodyOf, callerWith } from '../caller.ts';
import { addFile } from '../files.ts';
import { connectHost } from '../host.ts';
import { changedImport, checkedImport, readFile } from '../imports.ts';
import { endedJob } from '../jobs.ts';
import {
  addMember,
  newContact,
  newOrganization,
  newPerson,
  unique,
  type TestOrganization,
} from '../organization.ts';
import { erased, holdErasure } from '../personal-data.ts';

const host = connectHost(inject('host'));
let organization: TestOrganization;
const number = '+573005550001';

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
});

const newAna = (values = {}) => {
  const names = { firstName: 'Ana', lastName: unique('Peña') };
  return newContact(organization, organization.owner.call, { ...names, ...values });
};

const of = ({ id }: { id: string }, type = 'contact') =>
  `${organization.path}/personal-data/records/${type}/${id}`;

test('what is stored about a person contains the records, entries, files and history, and where else they are', async () => {
  const { owner, path } = organization;
  const email = `${unique('held')}@people.example`;
  const ana = await newAna({ email });
  await bodyOf(201, owner.call('POST', `${path}/notes/contact/${ana.id}`, { body: { body: 'Likes tea' } }));
  await addFile(
    owner.call,
    `${path}/attachments/contact/${ana.id}`,
    Buffer.from('A letter'),
    'Letter.txt',
    'text/plain',
  );
  const lead = { firstName: ana.firstName, lastName: ana.lastName, email };
  const { id: leadId } = await bodyOf(201, owner.call('POST', `${path}/leads`, { body: lead }));
  const customer = await bodyOf(
    201,
    owner.call('POST', `${path}/customers`, { body: { name: unique('Shop '), email } }),
  );
  await host.settled(organization);

  const held = await bodyOf(200, owner.call('GET', of(ana)));
  expect(held.records.map(({ record }: any) => record.id)).toEqual([ana.id, leadId]);
  const [first] = held.records;
  expect(first.notes).toMatchObject([{ body: 'Likes tea' }]);
  expect(first.history).toMatchObject([{ action: 'created' }]);
  expect(await (await fetch(first.files[0].url)).text()).toBe('A letter');
  expect(held.elsewhere).toMatchObject([{ recordType: 'customer', recordId: customer.id }]);
  expect(held.isCut).toBe(false);
  const effects = await bodyOf(200, owner.call('GET', `${of(ana)}/effects`));
  expect(effects).toMatchObject({ notes: 1, activities: 0, tasks: 0, files: 1, isErasing: false });
  expect(effects.records.map(({ recordId }: any) => recordId)).toEqual([ana.id, leadId]);
});

test('an erasure requires the name of the person, and is not repeated', async () => {
  const { owner } = organization;
  const ana = await newAna();
  const refused = await owner.call('POST', `${of(ana)}/erasure`, { body: { confirmation: 'Ana' } });
  expect(refused.status).toBe(422);
  expect(refused.body.errors).toMatchObject([{ pointer: '/confirmation', code: 'other_person' }]);
  expect((await owner.call('GET', `${organization.path}/contacts/${ana.id}`)).status).toBe(200);
  const erasure = await erased(
    owner.call,
    organization,
    'contact',
    ana.id,
    ` ana ${ana.lastName.toUpperCase()}`,
  );
  expect(erasure).toMatchObject({ state: 'running', recordType: 'contact', recordId: ana.id, records: 1 });
  expect(JSON.stringify(erasure)).not.toContain(ana.lastName);
  const { items } = await bodyOf(200, owner.call('GET', `${organization.path}/contacts`));
  expect(items.map(({ id }: { id: string }) => id)).not.toContain(ana.id);
  const { items: erasures } = await bodyOf(
    200,
    owner.call('GET', `${organization.path}/personal-data/erasures`),
  );
  expect(erasures.map(({ id }: { id: string }) => id)).toContain(erasure.id);
});

test('a record whose person is being erased is not restored, neither alone nor by a job', async () => {
  const { owner, path } = organization;
  const ana = await newAna();
  const other = await newAna();
  const erasure = await erased(
    owner.call,
    organization,
    'contact',
    ana.id,
    `${ana.firstName} ${ana.lastName}`,
  );
  await holdErasure(host, organization.id, erasure.id as string);
  await bodyOf(200, owner.call('DELETE', `${path}/contacts/${other.id}`, { ifMatch: other.version }));
  await sleep(limits.settingsCachedSeconds * 1000);
  const restored = await owner.call('POST', `${path}/contacts/${ana.id}/restore`);
  expect([restored.status, restored.body.errors]).toMatchObject([409, [{ code: 'being_erased' }]]);
  expect(restored.body.detail).toContain(erasure.id);
  const body = { recordType: 'contact', ids: [ana.id, other.id], change: { action: 'restore' } };
  const { id } = await bodyOf(201, owner.call('POST', `${path}/jobs`, { body }));
  const job = await endedJob(owner.call, organization, id);
  expect(job).toMatchObject({ done: 1, failed: 1 });
  expect((await owner.call('GET', `${path}/contacts/${other.id}`)).status).toBe(200);
});

test('a later record and a later row of an import with the values of an erased person are noticed', async () => {
  const { owner, path } = organization;
  const email = `${unique('gone')}@people.example`;
  const ana = await newAna({ email, phones: [{ number, label: 'mobile' }] });
  await erased(owner.call, organization, 'contact', ana.id, `${ana.firstName} ${ana.lastName}`);
  // Functions cache that the organization has erased somebody.
  await sleep(limits.settingsCachedSeconds * 1000);
  for (const [body, pointer] of [
    [{ firstName: 'Ana', email }, '/email'],
    [{ firstName: 'Ana', phones: [{ number, label: 'mobile' }] }, '/phones/0/number'],
  ] as const) {
    const refused = await owner.call('POST', `${path}/leads`, { body });
    expect(refused.status).toBe(409);
    expect(refused.body.errors).toMatchObject([{ pointer, code: 'erased_before' }]);
  }
  const many = { items: [{ firstName: 'Ida' }, { firstName: 'Ana', email }] };
  const bulk = await owner.call('POST', `${path}/leads/bulk`, { body: many });
  expect(bulk.body.errors).toMatchObject([{ pointer: '/items/1/email', code: 'erased_before' }]);
  const query = { allowErased: 'true' };
  await bodyOf(201, owner.call('POST', `${path}/leads`, { query, body: { firstName: 'Ana', email } }));

  const text = `First name,E-mail\nAna,${email.toUpperCase()}\nIda,${unique('ida')}@people.example`;
  const ready = await readFile(owner.call, organization, text, { recordType: 'lead' });
  // The record that somebody has confirmed has the value already.
  await host.settled(organization);
  const updating = await changedImport(owner.call, organization, ready, {
    onMatch: 'update',
    matchBy: ['email'],
  });
  const updated = await checkedImport(owner.call, organization, updating);
  expect(updated.file.check).toMatchObject({ creates: 1, refusals: 0 });
  const creating = await changedImport(owner.call, organization, updated, { onMatch: 'create' });
  const checked = await checkedImport(owner.call, organization, creating);
  expect(checked.file.check).toMatchObject({ rows: 2, creates: 1, refusals: 1 });
  expect(checked.file.check.problems).toMatchObject([{ column: 1, code: 'erased_before', count: 1 }]);
  const allowed = await changedImport(owner.call, organization, checked, { allowErased: true });
  expect((await checkedImport(owner.call, organization, allowed)).file.check).toMatchObject({
    creates: 2,
    refusals: 0,
  });
});

test('only owners and admins can read or erase what is stored about a person, and only in their organization', async () => {
  const ana = await newAna();
  const manager = await addMember(host, organization, 'manager');
  const stranger = (await newOrganization(await newPerson(host))).owner;
  const body = { confirmation: `${ana.firstName} ${ana.lastName}` };
  for (const [call, status] of [
    [manager.call, 403],
    [stranger.call, 404],
    [callerWith(host.url, undefined), 401],
  ] as const) {
    expect((await call('GET', of(ana))).status).toBe(status);
    expect((await call('GET', `${of(ana)}/effects`)).status).toBe(status);
    expect((await call('POST', `${of(ana)}/erasure`, { body })).status).toBe(status);
  }
  const other = await newOrganization(organization.owner);
  const foreign = `${other.path}/personal-data/records/contact/${ana.id}`;
  expect((await organization.owner.call('GET', foreign)).status).toBe(404);
  expect((await organization.owner.call('POST', `${foreign}/erasure`, { body })).status).toBe(404);
  expect((await organization.owner.call('GET', of(ana, 'customer'))).status).toBe(404);
});

test('an erasure in one organization is not remembered in another', async () => {
  const { owner } = organization;
  const email = `${unique('both')}@people.example`;
  const ana = await newAna({ email });
  await erased(owner.call, organization, 'contact', ana.id, `${ana.firstName} ${ana.lastName}`);
  const other = await newOrganization(owner);
  await newContact(other, owner.call, { firstName: 'Ana', email });
});

test('values that records with other names share stay, unless the caller chooses otherwise, and are shown before', async () => {
  const { owner, path } = organization;
  const phones = [{ number: '+573005550077', label: 'work' }];
  const ana = await newAna({ phones });
  const luis = await newContact(organization, owner.call, { firstName: 'Luis', phones });
  await newContact(organization, owner.call, { firstName: ana.firstName, lastName: ana.lastName });
  await host.settled(organization);
  const effects = await bodyOf(200, owner.call('GET', `${of(ana)}/effects`));
  expect(effects.sharing).toMatchObject([{ recordType: 'contact', recordId: luis.id }]);
  expect(effects.namesakes).toBe(1);
  await erased(owner.call, organization, 'contact', ana.id, `${ana.firstName} ${ana.lastName}`);
  await sleep(limits.settingsCachedSeconds * 1000);
  // A shared value isn't remembered.
  await bodyOf(201, owner.call('POST', `${path}/leads`, { body: { firstName: 'Eva', phones } }));
});

test('a former e-mail address of an erased person is noticed, too', async () => {
  const { owner, path } = organization;
  const former = `${unique('former')}@people.example`;
  const ana = await newAna({ email: former });
  const body = { email: `${unique('now')}@people.example` };
  await bodyOf(200, owner.call('PATCH', `${path}/contacts/${ana.id}`, { body, ifMatch: ana.version }));
  await erased(owner.call, organization, 'contact', ana.id, `${ana.firstName} ${ana.lastName}`);
  await sleep(limits.settingsCachedSeconds * 1000);
  const again = { firstName: 'Ana', email: former };
  expect((await owner.call('POST', `${path}/leads`, { body: again })).status).toBe(409);
});

test('the erasure of another record of a person who is being erased is the same erasure', async () => {
  const { owner, path } = organization;
  const email = `${unique('same')}@people.example`;
  const ana = await newAna({ email });
  const lead = { firstName: ana.firstName, lastName: ana.lastName, email };
  const { id: leadId } = await bodyOf(201, owner.call('POST', `${path}/leads`, { body: lead }));
  await host.settled(organization);
  const name = `${ana.firstName} ${ana.lastName}`;
  const [first, second] = await Promise.all([
    owner.call('POST', `${of(ana)}/erasure`, { body: { confirmation: name } }),
    owner.call('POST', `${of({ id: leadId }, 'lead')}/erasure`, { body: { confirmation: name } }),
  ]);
  const ids = [first, second].flatMap(({ status, body }) => (status === 201 ? [body.id] : []));
  expect(new Set(ids).size).toBe(1);
  expect(await erased(owner.call, organization, 'lead', leadId, name)).toMatchObject({
    id: ids[0],
    records: 2,
  });
  // All of the person's records leave the lists at once.
  const { errors } = await bodyOf(404, owner.call('GET', `${path}/leads/${leadId}`));
  expect(errors).toMatchObject([{ code: 'deleted' }]);
});

test('a customer that was created by converting the person’s lead loses the name, and is no namesake', async () => {
  const { owner, path } = organization;
  const name = { firstName: 'Ana', lastName: unique('Rey') };
  const lead = await bodyOf(201, owner.call('POST', `${path}/leads`, { body: name }));
  const at = `${path}/leads/${lead.id}/conversion`;
  const { customerId } = await bodyOf(200, owner.call('POST', at, { body: {}, ifMatch: lead.version }));
  await host.settled(organization);
  const named = of(lead, 'lead');
  expect(await bodyOf(200, owner.call('GET', `${named}/effects`))).toMatchObject({ namesakes: 0 });
  await erased(owner.call, organization, 'lead', lead.id, `Ana ${name.lastName}`);
  expect(await bodyOf(200, owner.call('GET', `${path}/customers/${customerId}`))).toMatchObject({
    name: '[erased]',
  });
});
