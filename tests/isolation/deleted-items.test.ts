import { beforeAll, describe, expect, inject, test } from 'vitest';
import { operationsOf } from '#contract/operation.ts';
import { recordTypes, type RecordTypeName } from '#contract/record-types.ts';
import {
  answerFileKey,
  attachmentKey,
  deletedActivityKey,
  noteKey,
  recordKey,
  type Key,
} from '#data/store/keys.ts';
import { bodyOf, type Call } from '../caller.ts';
import { inTurn } from '../counts.ts';
import { connectHost } from '../host.ts';
import { addMember, newApiKey, newOrganization, newPerson, type TestOrganization } from '../organization.ts';
import {
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
import { expectNotFound, idNames, neverExisted } from './never-existed.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

let organization: TestOrganization;
/** Callers with all permissions. */
let callers: Record<'a token' | 'an API key', Call>;
/** A caller who can read only own records of most types. */
let employee: Call;

beforeAll(async () => {
  const owner = await newPerson(host);
  organization = await newOrganization(owner);
  employee = (await addMember(host, organization, 'employee')).call;
  callers = { 'a token': owner.call, 'an API key': (await newApiKey(host, organization, owner)).call };
});

describe('a deleted item is answered like one that never existed', () => {
  const deletable = organizationOperations.filter(isDeletable);
  /** The deleted subjects, each of which is made when the first test needs it. */
  const deleted = new Map<NamedOperation, Promise<Subject>>();
  const passed = new Map<NamedOperation, Promise<void>>();

  function subjectOf(named: NamedOperation): Promise<Subject> {
    const made = deleted.get(named) ?? deletedSubject(named);
    deleted.set(named, made);
    return made;
  }

  function letTrashTimePass(named: NamedOperation): Promise<void> {
    const pass = async () => table.letTrashTimePass(keyOfSubject(named, await subjectOf(named)));
    const passing = passed.get(named) ?? pass();
    passed.set(named, passing);
    return passing;
  }

  async function attempt(named: NamedOperation): Promise<void> {
    const subject = await subjectOf(named);
    const attempted = { ...subject, version: await versionOf(named, subject) };
    const never = neverExisted(attempted, idNames(named));
    for (const [credential, call] of inTurn(Object.entries(callers), deletable.indexOf(named))) {
      const answer = await perform(call, named, organization.id, attempted);
      const isKey = credential === 'an API key';
      expectNotFound(answer, await perform(call, named, organization.id, never), named, isKey);
    }
  }

  // Trashed items can be viewed and restored until their trash period ends.
  test.each(deletable.filter((named) => !showsTrash(named)))('by $name, in the trash', attempt);

  test.each(deletable.filter(getsRecord))(
    'by $name, in the trash, to those who cannot read it, and others learn that it was deleted',
    async (named) => {
      const subject = await subjectOf(named);
      const never = neverExisted(subject, idNames(named));
      const isForAll = recordTypeOf(named.resource)?.permissions.read?.employee === 'all';
      const get = (call: Call, of: Subject, trash: boolean) =>
        perform(call, named, organization.id, trash ? { ...of, query: { trash: 'true' } } : of);
      for (const call of [...Object.values(callers), ...(isForAll ? [employee] : [])]) {
        const { status, body } = await get(call, subject, false);
        expect([status, body.errors]).toMatchObject([404, [{ pointer: '', code: 'deleted' }]]);
        const shown = await get(call, subject, true);
        expect([shown.status, shown.body.deletedAt]).toEqual([200, expect.any(String)]);
      }
      if (isForAll) return;
      for (const trash of [false, true])
        expectNotFound(await get(employee, subject, trash), await get(employee, never, trash), named);
    },
  );

  describe('after its trash period', () => {
    test.each(deletable)('by $name', async (named) => {
      await letTrashTimePass(named);
      await attempt(named);
    });
  });

  describe('once it is gone', () => {
    beforeAll(async () => {
      for (const named of deletable) await letTrashTimePass(named);
      await host.expire();
      await host.settled(organization);
    });
    test.each(deletable)('by $name', attempt);
  });
});

/** Whether an operation's subject can be deleted. Some subjects only expire, such as jobs. */
function isDeletable(named: NamedOperation): boolean {
  const { resource } = named;
  const last = idNames(named).at(-1);
  if (last === undefined) return false;
  const deletions = operationsOf(resource).filter(([, { method }]) => method === 'DELETE');
  return last === 'recordId' || deletions.some(([, { path }]) => path.endsWith(`{${last}}`));
}

const isRestoration = ({ verb }: NamedOperation): boolean => verb.startsWith('restore');

/** A subject whose last item has been deleted, which increases its version. */
async function deletedSubject(named: NamedOperation): Promise<Subject> {
  const subject = await deletableSubject(named);
  await deleteSubject(named, subject);
  return { ...subject, version: (subject.version ?? 1) + 1 };
}

/** The version to send. Pipelines have none of their own; they use the organization's. */
async function versionOf({ resource }: NamedOperation, { version = 1 }: Subject): Promise<number> {
  if (resource.name !== 'pipelines') return version;
  return (await bodyOf(200, organization.owner.call('GET', organization.path))).version;
}

/** The subject of an operation, with a record that can be deleted: those in force, such as issued invoices, can't. */
async function deletableSubject(named: NamedOperation): Promise<Subject> {
  const subject = await newSubject({ host, organization, maker: organization.owner.call }, named);
  const type = recordTypeOf(named.resource);
  if (!type || isRestoration(named) || subject.params.activityId !== undefined) return subject;
  const { id, version } = await newRecord(type, organization);
  return { ...subject, params: { ...subject.params, id }, version };
}

/** Deletes the last item in a path. The subject of a restore is in the trash already. */
async function deleteSubject(named: NamedOperation, { params, version }: Subject): Promise<void> {
  if (isRestoration(named)) return;
  const last = paramNames(named.operation).at(-1)!;
  const ofRecord = recordTypes[params.recordType as RecordTypeName];
  const path =
    last === 'recordId'
      ? `${organization.path}/${ofRecord.plural}/${params.recordId}`
      : pathOf(named.operation, organization.id, params).replace(new RegExp(`(${params[last]}).*`), '$1');
  const deleted = await organization.owner.call('DELETE', path, { ifMatch: version ?? 1 });
  expect([200, 204]).toContain(deleted.status);
}

/** The key of a record, task, note, file or deleted activity. Resources without a trash get an unused key. */
function keyOfSubject({ resource }: NamedOperation, { params }: Subject): Key {
  const type = params.recordType ?? recordTypeOf(resource)?.name ?? '';
  const record = recordKey(organization.id, type, params.recordId ?? params.id ?? '');
  if (params.noteId !== undefined) return noteKey(record, params.noteId);
  if (params.attachmentId !== undefined) return attachmentKey(record, params.attachmentId);
  if (params.fileId !== undefined) return answerFileKey(record, params.fileId);
  if (params.activityId !== undefined) return deletedActivityKey(record, params.activityId);
  return resource.name === 'tasks' ? recordKey(organization.id, 'activity', params.id ?? '') : record;
}

/** Whether an operation reads one record. */
const getsRecord = ({ resource, verb }: NamedOperation): boolean =>
  verb === 'get' && recordTypeOf(resource) !== undefined;

/** A person whose record is in the trash can still ask what is stored, and can be erased. */
const showsTrash = (named: NamedOperation): boolean =>
  named.resource.name === 'personal-data' ||
  ['get', 'history', 'reminders'].includes(named.verb) ||
  isRestoration(named);
