import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import { operationsOf } from '#contract/operation.ts';
import { recordTypes, type RecordTypeName } from '#contract/record-types.ts';
import {
  accessKey,
  answerFileKey,
  attachmentKey,
  deletedActivityKey,
  noteKey,
  recordKey,
  taskKey,
  type Key,
} from '#data/store/keys.ts';
import { bodyOf, type Answer, type Call } from '../caller.ts';
import { connectHost } from '../host.ts';
import {
  addClient,
  addMember,
  changeMember,
  newApiKey,
  newOrganization,
  newPerson,
  type TestOrganization,
} from '../organization.ts';
import {
  callerFor,
  newRecord,
  newSubject,
  organizationOperations,
  paramNames,
  pathOf,
  perform,
  recordTypeOf,
  type NamedOperation,
  type Subject,
} from '../subjects.ts';
import { openTable } from '../table.ts';
import { seen } from './seen.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

let mine: TestOrganization;
let theirs: TestOrganization;
/** Callers with all permissions in `mine`. */
let mineBy: Record<'a token' | 'an API key', Call>;
/** Callers who never had or no longer have access to the other organization. */
let strangers: Record<string, Call>;
const theirSubjects = new Map<NamedOperation, Subject>();
let theirItems: Map<string, object>;

beforeAll(async () => {
  const [me, they] = await Promise.all([newPerson(host), newPerson(host)]);
  [mine, theirs] = await Promise.all([newOrganization(me), newOrganization(they)]);
  mineBy = { 'a token': me.call, 'an API key': (await newApiKey(host, mine, me)).call };
  strangers = { ...(await formerMembers()), 'a token': me.call, 'an API key': mineBy['an API key'] };
  for (const named of organizationOperations) {
    theirSubjects.set(named, await newSubject({ host, organization: theirs, maker: they.call }, named));
  }
  await host.settled(theirs);
  theirItems = await itemsOf(theirs);
});

/**
 * Items by key, without the time at which an API key was last used, which is irrelevant here, and without those that
 * move by themselves from one step of an invoice to the next.
 */
async function itemsOf({ id }: TestOrganization): Promise<Map<string, object>> {
  const items = [...(await table.organization(id))].filter(([, { kind }]) => kind !== 'invoice-due');
  return new Map(items.map(([key, { lastUsedAt: _lastUsedAt, ...item }]) => [key, item]));
}

/**
 * Callers with a connection to the other organization, such as a removed member. Each of them is refused for a
 * different reason.
 */
async function formerMembers(): Promise<Record<string, Call>> {
  const both = await addMember(host, mine, 'admin');
  await addMember(host, theirs, 'owner', both);
  await joinAtOnce(both.userId);
  const keyOfMine = await newApiKey(host, mine, both);
  const inactive = await addMember(host, theirs, 'admin');
  const keyOfInactive = await newApiKey(host, theirs, inactive);
  await changeMember(theirs, inactive.userId, { active: false });
  const removed = await addMember(host, theirs, 'admin');
  const keyOfRemoved = await newApiKey(host, theirs, removed);
  const removal = await theirs.owner.call('DELETE', `${theirs.path}/members/${removed.userId}`, {
    ifMatch: 1,
  });
  expect(removal.status).toBe(204);
  const client = await addClient(host, mine);
  const revoked = await addClient(host, theirs);
  const access = `${theirs.path}/portal/clients/contact/${revoked.contactId}`;
  expect((await theirs.owner.call('DELETE', access)).status).toBe(204);
  return {
    'a client of another organization': client.person.call,
    'a client whose access was revoked': revoked.person.call,
    'an API key of another organization whose maker is a member here too': keyOfMine.call,
    'a deactivated member': inactive.call,
    'an API key of a deactivated member': keyOfInactive.call,
    'a removed member': removed.call,
    'an API key of a removed member': keyOfRemoved.call,
  };
}

/**
 * Gives both memberships the same start time, so that the other organization refuses an API key only because it belongs
 * to `mine`.
 */
async function joinAtOnce(userId: string): Promise<void> {
  const key = accessKey(userId);
  const [access] = await table.items(({ sk }) => sk === key.sk, key.pk);
  const { orgs } = access as { orgs: Record<string, { since: string }> };
  const since = orgs[mine.id]!.since;
  await table.change(key, { orgs: { ...orgs, [theirs.id]: { ...orgs[theirs.id]!, since } } });
}

/** A copy of the subject with ids that never existed in place of these path parameters. */
function neverExisted(subject: Subject, params: string[]): Subject {
  const ids = params.filter((param) => !fixedNames.has(param)).map((param) => [param, uuidv7()]);
  return { ...subject, params: { ...subject.params, ...Object.fromEntries(ids) } };
}

/** Callers with access to the subject of an operation in `mine`, and keys. */
const callersOf = (named: NamedOperation, subject: Subject): [string, Call][] => [
  ['a user', callerFor(named, subject, mineBy['a token'])],
  ...(subject.client ? [['a client', subject.client.call] as [string, Call]] : []),
  ['an API key', mineBy['an API key']],
];

function expectNotFound(answer: Answer, never: Answer, { operation }: NamedOperation, isKey = false): void {
  expect(answer.status).toBe(isKey && operation.usersOnly ? 403 : 404);
  expect(seen(answer)).toEqual(seen(never));
}

describe.each(organizationOperations)('$name', (named) => {
  test('another organization’s id is answered like one that never existed', async () => {
    const subject = theirSubjects.get(named)!;
    await Promise.all(
      Object.values(strangers).map(async (call) => {
        const answer = await perform(call, named, theirs.id, subject);
        const never = await perform(
          call,
          named,
          uuidv7(),
          neverExisted(subject, paramNames(named.operation)),
        );
        expectNotFound(answer, never, named);
      }),
    );
  });

  const ids = idNames(named);
  if (ids.length === 0) return;

  test('another organization’s items under the caller’s path are answered like ones that never existed', async () => {
    const foreign = theirSubjects.get(named)!;
    const own = await newSubject({ host, organization: mine, maker: mine.owner.call }, named);
    for (const [credential, call] of callersOf(named, own)) {
      for (const replaced of subsets(ids)) {
        const mixed = { ...own.params, ...pick(foreign.params, replaced) };
        const answer = await perform(call, named, mine.id, { ...own, params: mixed });
        const never = await perform(call, named, mine.id, neverExisted(own, replaced));
        expectNotFound(answer, never, named, credential === 'an API key');
      }
    }
  });

  test('the caller’s own item under the wrong parent is answered like one that never existed', async () => {
    if (ids.length < 2) return;
    const ground = { host, organization: mine, maker: mine.owner.call };
    const [own, other] = [await newSubject(ground, named), await newSubject(ground, named)];
    const last = ids.slice(-1);
    const mixed = { ...own, params: { ...own.params, ...pick(other.params, last) } };
    const call = callerFor(named, own, mine.owner.call);
    const answer = await perform(call, named, mine.id, mixed);
    expectNotFound(answer, await perform(call, named, mine.id, neverExisted(own, last)), named);
  });
});

describe('a deleted item is answered like one that never existed', () => {
  const deletable = organizationOperations.filter(isDeletable);
  const deleted = new Map<NamedOperation, Subject>();
  /** Pipelines have no version of their own; they use the organization's. */
  let organizationVersion: number;

  beforeAll(async () => {
    for (const named of deletable) {
      const subject = await deletableSubject(named);
      await deleteSubject(named, subject);
      deleted.set(named, { ...subject, version: (subject.version ?? 1) + 1 });
    }
    organizationVersion = (await bodyOf(200, mine.owner.call('GET', mine.path))).version;
  });

  async function attempt(named: NamedOperation): Promise<void> {
    const { version = 1, ...others } = deleted.get(named)!;
    const isSetting = named.resource.name === 'pipelines';
    const subject = { ...others, version: isSetting ? organizationVersion : version };
    const never = neverExisted(subject, idNames(named));
    for (const [credential, call] of Object.entries(mineBy)) {
      const answer = await perform(call, named, mine.id, subject);
      expectNotFound(answer, await perform(call, named, mine.id, never), named, credential === 'an API key');
    }
  }

  // Trashed items can be viewed and restored until their trash period ends.
  test.each(deletable.filter((named) => !showsTrash(named)))('by $name, in the trash', attempt);

  describe('after its trash period', () => {
    beforeAll(async () => {
      for (const [named, subject] of deleted) await table.letTrashTimePass(keyOfSubject(named, subject));
    });
    test.each(deletable)('by $name', attempt);
  });

  describe('once it is gone', () => {
    beforeAll(async () => {
      await host.expire();
      await host.settled(mine);
    });
    test.each(deletable)('by $name', attempt);
  });
});

test('none of these attempts changes another organization', async () => {
  await host.settled(theirs);
  expect(await itemsOf(theirs)).toEqual(theirItems);
});

/** Path parameters that have the same values in every organization and identify no data. */
const fixedNames = new Set(['recordType', 'list', 'presetId']);

/** The path parameters that are ids. */
function idNames({ operation }: NamedOperation): string[] {
  return paramNames(operation).filter((param) => !fixedNames.has(param));
}

/** Whether an operation's subject can be deleted. Some subjects only expire, such as jobs. */
function isDeletable(named: NamedOperation): boolean {
  const { resource } = named;
  const last = idNames(named).at(-1);
  if (last === undefined) return false;
  const deletions = operationsOf(resource).filter(([, { method }]) => method === 'DELETE');
  return last === 'recordId' || deletions.some(([, { path }]) => path.endsWith(`{${last}}`));
}

/** The subject of an operation, with a record that can be deleted: those in force, such as issued invoices, can't. */
async function deletableSubject(named: NamedOperation): Promise<Subject> {
  const subject = await newSubject({ host, organization: mine, maker: mine.owner.call }, named);
  const type = recordTypeOf(named.resource);
  if (!type || named.verb === 'restore') return subject;
  const { id, version } = await newRecord(type, mine);
  return { ...subject, params: { ...subject.params, id }, version };
}

/** Deletes the last item in a path. The subject of a restore is in the trash already. */
async function deleteSubject(named: NamedOperation, { params, version }: Subject): Promise<void> {
  if (named.verb === 'restore') return;
  const last = paramNames(named.operation).at(-1)!;
  const ofRecord = recordTypes[params.recordType as RecordTypeName];
  const path =
    last === 'recordId'
      ? `${mine.path}/${ofRecord.plural}/${params.recordId}`
      : pathOf(named.operation, mine.id, params).replace(new RegExp(`(${params[last]}).*`), '$1');
  const deleted = await mine.owner.call('DELETE', path, { ifMatch: version ?? 1 });
  expect([200, 204]).toContain(deleted.status);
}

/** The key of a record, task, note, file or deleted activity. Resources without a trash get an unused key. */
function keyOfSubject({ resource }: NamedOperation, { params }: Subject): Key {
  const type = params.recordType ?? recordTypeOf(resource)?.name ?? '';
  const record = recordKey(mine.id, type, params.recordId ?? params.id ?? '');
  if (params.noteId !== undefined) return noteKey(record, params.noteId);
  if (params.attachmentId !== undefined) return attachmentKey(record, params.attachmentId);
  if (params.fileId !== undefined) return answerFileKey(record, params.fileId);
  if (params.activityId !== undefined) return deletedActivityKey(record, params.activityId);
  return resource.name === 'tasks' ? taskKey(mine.id, params.id ?? '') : record;
}

/** A person whose record is in the trash can still ask what is stored, and can be erased. */
const showsTrash = ({ resource, verb }: NamedOperation): boolean =>
  resource.name === 'personal-data' || ['get', 'history', 'reminders', 'restore'].includes(verb);

const pick = (params: Record<string, string>, names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((param) => [param, params[param] ?? '']));

/** All non-empty subsets of the names. */
function subsets(names: string[]): string[][] {
  return names.reduce<string[][]>(
    (all, param) => [...all, ...all.map((chosen) => [...chosen, param]), [param]],
    [],
  );
}
