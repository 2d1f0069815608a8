import { setTimeout as sleep } from 'node:timers/promises';
import { v7 as uuidv7 } from 'uuid';
import { expect, inject, test } from 'vitest';
import { limits } from '#contract/limits.ts';
import { organizationKey, recordKey } from '#data/store/keys.ts';
import { jobKey } from '#data/store/run-keys.ts';
import { awaited } from '../awaited.ts';
import { bodyOf, callerWith, type Call } from '../caller.ts';
import { formBody, newForm } from '../forms.ts';
import { connectHost } from '../host.ts';
import { endedJob, newRows } from '../jobs.ts';
import {
  addClient,
  addMember,
  mailedToken,
  newApiKey,
  newContact,
  newOrganization,
  newPerson,
  unique,
  type TestOrganization,
} from '../organization.ts';
import { organizationOperations, paramNames, perform, type NamedOperation } from '../subjects.ts';
import { openTable } from '../table.ts';
import { visit } from '../visitor.ts';

const host = connectHost(inject('host'));
const table = openTable(host);
const nobody = callerWith(host.url, undefined);

const nameOf = async ({ owner, path }: TestOrganization): Promise<string> =>
  (await bodyOf(200, owner.call('GET', path))).name;

async function requestDeletion(organization: TestOrganization): Promise<any> {
  const body = { confirmation: await nameOf(organization) };
  return bodyOf(200, organization.owner.call('POST', `${organization.path}/deletion`, { body }));
}

/** Until then, functions can use settings that they read before the deletion. */
const untilNoticed = (): Promise<void> => sleep(limits.settingsCachedSeconds * 1000);

const restore = ({ owner, path }: TestOrganization): Promise<any> =>
  bodyOf(200, owner.call('POST', `${path}/restore`));

/** A subject that need not exist: the refusal comes before it is read. */
const anySubject = (named: NamedOperation) => ({
  params: Object.fromEntries(
    paramNames(named.operation).map((name) => [
      name,
      { recordType: 'contact', list: 'leadSources', presetId: 'general', fieldKey: 'a', pipelineId: 'a' }[
        name
      ] ?? uuidv7(),
    ]),
  ),
});

test('only an owner can delete an organization, and only with its name or slug', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path } = organization;
  const admin = await addMember(host, organization, 'admin');
  const key = await newApiKey(host, organization, owner);
  const { name, slug, version } = await bodyOf(200, owner.call('GET', path));
  const ask = (call: Call, confirmation: string) =>
    call('POST', `${path}/deletion`, { body: { confirmation } });
  for (const call of [admin.call, key.call]) {
    expect((await ask(call, name)).status).toBe(403);
    expect((await call('POST', `${path}/restore`)).status).toBe(403);
  }
  const wrong = await ask(owner.call, `${name} Inc`);
  expect([wrong.status, wrong.body.errors]).toEqual([
    422,
    [{ pointer: '/confirmation', code: 'other_organization', message: expect.any(String) }],
  ]);
  expect(await bodyOf(200, owner.call('GET', path))).toMatchObject({ version });
  const deleted = await bodyOf(200, ask(owner.call, ` ${slug.toUpperCase()} `));
  const days = (Date.parse(deleted.deletingAt) - Date.now()) / 86_400_000;
  expect(Math.round(days * 1000) / 1000).toBe(limits.organizationGraceDays);
  expect((await ask(owner.call, `${name} Inc`)).status).toBe(422);
  expect(await bodyOf(200, ask(owner.call, name))).toEqual(deleted);
  await restore(organization);
});

test('while an organization is being deleted, every operation is refused that doesn’t say otherwise', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, id } = organization;
  const employee = await addMember(host, organization, 'employee');
  const { person: client } = await addClient(host, organization);
  const key = await newApiKey(host, organization, owner);
  // Functions have cached the settings of the organization before.
  for (const named of organizationOperations.filter(({ verb }) => verb === 'list'))
    await perform(owner.call, named, id, anySubject(named));
  const { deletingAt } = await requestDeletion(organization);
  await untilNoticed();
  const until = `${deletingAt.slice(0, 10)} ${deletingAt.slice(11, 16)} UTC`;
  const open: string[] = [];
  for (const named of organizationOperations) {
    const { name, operation } = named;
    const byKey = await perform(key.call, named, id, anySubject(named));
    expect([name, byKey.status, byKey.body.code]).toEqual([
      name,
      403,
      operation.usersOnly ? 'forbidden' : 'being_deleted',
    ]);
    if (operation.whileDeleted) {
      open.push(name);
      continue;
    }
    const caller = operation.access === 'portal:update' ? client : owner;
    const refused = await perform(caller.call, named, id, anySubject(named));
    expect([name, refused.status, refused.body.code]).toEqual([name, 403, 'being_deleted']);
    expect(refused.body.detail).toContain(until);
  }
  expect(open.sort()).toEqual([
    'exports.createArchive',
    'exports.download',
    'exports.get',
    'organizations.get',
    'organizations.requestDeletion',
    'organizations.restore',
  ]);
  for (const { call } of [owner, employee]) {
    expect(await bodyOf(200, call('GET', organization.path))).toMatchObject({ deletingAt });
    const { organizations } = await bodyOf(200, call('GET', '/v1/me'));
    expect(organizations).toEqual([expect.objectContaining({ id, deletingAt })]);
  }
  expect((await key.call('GET', '/v1/whoami')).body.code).toBe('being_deleted');
  await restore(organization);
  expect((await bodyOf(200, owner.call('GET', '/v1/me'))).organizations[0]).not.toHaveProperty('deletingAt');
});

test('forms, calendar feeds and invitations stop with an organization, and work again after a restore', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path } = organization;
  const form = await newForm(organization, formBody());
  const feed = (await bodyOf(201, owner.call('POST', `${path}/calendar`))).path;
  const guest = await newPerson(host);
  const body = { email: guest.email, role: 'employee' };
  await bodyOf(201, owner.call('POST', `${path}/invitations`, { body }));
  const token = await mailedToken(host, guest.email, organization.id);
  const attempts = () =>
    Promise.all(
      [
        visit(host.url, 'GET', `/v1/forms/${form.id}/description`),
        nobody('GET', feed),
        nobody('POST', '/v1/invitations/preview', { body: { token } }),
      ].map(async (answer) => (await answer).status),
    );
  expect(await attempts()).toEqual([200, 200, 200]);
  await requestDeletion(organization);
  await untilNoticed();
  expect(await attempts()).toEqual([404, 404, 409]);
  const accepted = await guest.call('POST', '/v1/invitations/accept', { body: { token } });
  expect(accepted.status).toBe(409);
  await restore(organization);
  expect(await attempts()).toEqual([200, 200, 200]);
  await bodyOf(200, guest.call('POST', '/v1/invitations/accept', { body: { token } }));
});

test('a restored organization has everything that it had before', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path, id } = organization;
  const contact = await newContact(organization, owner.call);
  await host.settled(organization);
  const items = async () => {
    const all = [...(await table.organization(id)).entries()];
    const changes = ([key]: [string, unknown]) => / (ORG|C#.*|IDEMPOTENCY)$|#DELETION-MAILS /.test(key);
    return all.filter((entry) => !changes(entry)).sort(([one], [other]) => (one < other ? -1 : 1));
  };
  const before = { items: await items(), organization: await bodyOf(200, owner.call('GET', path)) };
  await requestDeletion(organization);
  await host.settled(organization);
  const { version, updatedAt, ...restored } = await restore(organization);
  await host.settled(organization);
  expect(await items()).toEqual(before.items);
  const { updatedAt: updatedBefore, ...settings } = before.organization;
  expect({ ...restored, version: version - 2 }).toEqual(settings);
  expect(updatedAt > updatedBefore).toBe(true);
  const { id: contactId, version: contactVersion } = contact;
  await bodyOf(
    200,
    owner.call('PATCH', `${path}/contacts/${contactId}`, {
      body: { city: 'Cádiz' },
      ifMatch: contactVersion ?? 1,
    }),
  );
  const changes = await table.items(({ type }) => type === 'organization', `ORG#${id}#organization#`);
  expect(changes.map(({ action }) => action)).toEqual(['created', 'deletionRequested', 'restored']);
  expect(JSON.parse(changes[1]!.row)).toMatchObject({ actorId: owner.userId, fields: ['deletingAt'] });
});

test('a deletion that is sent again after a restore does not delete the organization once more', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path } = organization;
  const sent = { body: { confirmation: await nameOf(organization) }, idempotencyKey: uuidv7() };
  await bodyOf(200, owner.call('POST', `${path}/deletion`, sent));
  await restore(organization);
  const again = await owner.call('POST', `${path}/deletion`, sent);
  expect([again.status, again.headers.get('idempotency-replayed')]).toEqual([200, 'true']);
  expect(again.body).not.toHaveProperty('deletingAt');
  expect(await bodyOf(200, owner.call('GET', path))).not.toHaveProperty('deletingAt');
});

test('owners and administrators are told of a deletion in their language, others are not', async () => {
  const organization = await newOrganization(await newPerson(host), {
    name: unique('Núñez '),
    timeZone: 'America/Bogota',
  });
  const admin = await addMember(host, organization, 'admin');
  const { version } = await bodyOf(200, admin.call('GET', '/v1/me'));
  await bodyOf(200, admin.call('PATCH', '/v1/me', { body: { locale: 'es' }, ifMatch: version }));
  const manager = await addMember(host, organization, 'manager');
  const { deletingAt } = await requestDeletion(organization);
  const dateIn = (locale: string) =>
    new Intl.DateTimeFormat(locale, { dateStyle: 'long', timeZone: 'America/Bogota' }).format(
      new Date(deletingAt),
    );
  const told = async (email: string, subject: RegExp) =>
    (
      await awaited(
        'a mail about the deletion',
        () => host.mails(email),
        ([newest]) => subject.test(newest?.subject ?? ''),
      )
    )[0]!;
  const english = await told(organization.owner.email, /^Núñez .* is being deleted$/);
  expect(english.text).toContain(dateIn('en'));
  expect(english.text).toMatch(/On .* GMT-5, all of its data/);
  expect(english.text).toContain(`/o/${organization.id}`);
  expect((await told(admin.email, /^Núñez .* se está eliminando$/)).text).toContain(dateIn('es'));
  await host.settled(organization);
  expect((await host.mails(manager.email)).map(({ subject }) => subject).join()).not.toContain('deleted');
  await restore(organization);
});

test('jobs of an organization pause while it is being deleted, and continue after a restore', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path, id: orgId } = organization;
  await newRows(owner.call, organization, 600);
  const body = {
    recordType: 'contact',
    filters: {},
    all: true,
    change: { action: 'update', values: { city: 'Cádiz' } },
  };
  const { id } = await bodyOf(201, owner.call('POST', `${path}/jobs`, { body }));
  await requestDeletion(organization);
  await untilNoticed();
  await host.settled(organization);
  const key = jobKey(orgId, id);
  const stored = async () => (await table.items(({ sk }) => sk === id, key.pk))[0]!;
  const paused = await stored();
  expect(paused.finishedAt).toBeUndefined();
  await table.change(key, { g6sk: `2026-01-01T00:00:00.000Z#${id}`, seen: paused.step });
  await host.invoke('due-items');
  await host.settled(organization);
  expect(await stored()).toMatchObject({ state: paused.state, step: paused.step });
  await restore(organization);
  for (let turn = 0; turn < 2; turn += 1) {
    await table.change(key, { g6sk: `2026-01-01T00:00:00.000Z#${id}` });
    await host.invoke('due-items');
  }
  expect(await endedJob(owner.call, organization, id)).toMatchObject({ state: 'done', done: 600 });
});

test('a reminder that is due while an organization is being deleted comes after a restore', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path, id: orgId } = organization;
  const remindAt = '2027-01-01T09:00:00.000Z';
  const body = { title: 'Call back', dueAt: '2027-01-01T10:00:00Z', remindAt };
  const { id } = await bodyOf(201, owner.call('POST', `${path}/tasks`, { body }));
  await requestDeletion(organization);
  await untilNoticed();
  const key = recordKey(orgId, 'activity', id);
  await table.change(key, { g6sk: `2026-01-01T00:00:00.000Z#${id}` });
  const reminders = () => table.items(({ sk }) => sk.startsWith('REMINDED#'), key.pk);
  await host.invoke('due-items');
  expect(await reminders()).toEqual([]);
  await restore(organization);
  await untilNoticed();
  await host.invoke('due-items');
  expect(await reminders()).toHaveLength(1);
});

test('an organization whose purge has begun cannot be restored', async () => {
  const organization = await newOrganization(await newPerson(host));
  const { owner, path, id } = organization;
  await requestDeletion(organization);
  const key = organizationKey(id);
  const [item] = await table.items(({ sk }) => sk === key.sk, key.pk);
  const past = '2026-01-01T00:00:00.000Z';
  const data = JSON.stringify({ ...JSON.parse(item!.data), deletingAt: past });
  await table.change(key, { data, g6sk: `${past}#${id}` });
  await host.invoke('purge');
  const refused = await owner.call('POST', `${path}/restore`);
  expect([refused.status, refused.body.code]).toEqual([409, 'conflict']);
  expect(refused.body.detail).toMatch(/can’t be restored any more/);
});
