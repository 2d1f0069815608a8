import { beforeAll, describe, expect, inject, test } from 'vitest';
import { v7 as uuidv7 } from 'uuid';
import type { Call } from '../caller.ts';
import { inTurn } from '../counts.ts';
import { connectHost } from '../host.ts';
import {
  addClient,
  addMember,
  changeMember,
  joinAtOnce,
  newApiKey,
  newOrganization,
  newPerson,
  type TestOrganization,
} from '../organization.ts';
import {
  callerFor,
  newSubject,
  organizationOperations,
  paramNames,
  perform,
  type NamedOperation,
  type Subject,
} from '../subjects.ts';
import { movesByItself, openTable } from '../table.ts';
import { expectNotFound, idNames, neverExisted } from './never-existed.ts';

const host = connectHost(inject('host'));
const table = openTable(host);

let mine: TestOrganization;
let theirs: TestOrganization;
/** Callers with all permissions in `mine`. */
let mineBy: Record<'a token' | 'an API key', Call>;
/** Callers with a connection to the other organization that gives them no access. */
let former: [string, Call][];
const theirSubjects = new Map<NamedOperation, Subject>();
let theirItems: Map<string, object>;

beforeAll(async () => {
  const [me, they] = await Promise.all([newPerson(host), newPerson(host)]);
  [mine, theirs] = await Promise.all([newOrganization(me), newOrganization(they)]);
  mineBy = { 'a token': me.call, 'an API key': (await newApiKey(host, mine, me)).call };
  former = Object.entries(await formerMembers());
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
  const items = [...(await table.organization(id))].filter(([, item]) => !movesByItself(item));
  return new Map(items.map(([key, { lastUsedAt: _lastUsedAt, ...item }]) => [key, item]));
}

/**
 * Callers with a connection to the other organization, such as a removed member. Each of them is refused for a
 * different reason.
 */
async function formerMembers(): Promise<Record<string, Call>> {
  const both = await addMember(host, mine, 'admin');
  await addMember(host, theirs, 'owner', both);
  // So that the other organization refuses the API key only because it belongs to `mine`.
  await joinAtOnce(host, both.userId, mine, theirs);
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

/** Callers with access to the subject of an operation in `mine`, and keys. */
const callersOf = (named: NamedOperation, subject: Subject): [string, Call][] => [
  ['a user', callerFor(named, subject, mineBy['a token'])],
  ...(subject.client ? [['a client', subject.client.call] as [string, Call]] : []),
  ['an API key', mineBy['an API key']],
];

describe.each(organizationOperations)('$name', (named) => {
  const place = organizationOperations.indexOf(named);

  test('another organization’s id is answered like one that never existed', async () => {
    const subject = theirSubjects.get(named)!;
    const never = neverExisted(subject, paramNames(named.operation));
    const [ofToken, ofKey] = await Promise.all(
      [mineBy['a token'], mineBy['an API key']].map((call) => perform(call, named, uuidv7(), never)),
    );
    await Promise.all(
      [...Object.entries(mineBy), ...inTurn(former, place)].map(async ([name, call]) => {
        const answer = await perform(call, named, theirs.id, subject);
        expectNotFound(answer, name.includes('API key') ? ofKey! : ofToken!, named);
      }),
    );
  });

  const ids = idNames(named);
  if (ids.length === 0) return;

  test('another organization’s items under the caller’s path are answered like ones that never existed', async () => {
    const foreign = theirSubjects.get(named)!;
    const own = await newSubject({ host, organization: mine, maker: mine.owner.call }, named);
    for (const [credential, call] of inTurn(callersOf(named, own), place)) {
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

test('none of these attempts changes another organization', async () => {
  await host.settled(theirs);
  expect(await itemsOf(theirs)).toEqual(theirItems);
});

const pick = (params: Record<string, string>, names: string[]): Record<string, string> =>
  Object.fromEntries(names.map((param) => [param, params[param] ?? '']));

/** All non-empty subsets of the names. */
function subsets(names: string[]): string[][] {
  return names.reduce<string[][]>(
    (all, param) => [...all, ...all.map((chosen) => [...chosen, param]), [param]],
    [],
  );
}
