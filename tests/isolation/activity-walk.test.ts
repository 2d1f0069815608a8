import { beforeAll, expect, inject, test } from 'vitest';
import { limitedRoles, type LimitedRole, type RecordAccess } from '#contract/record-access.ts';
import { scopes, type Scope } from '#contract/role.ts';
import { bodyOf, type Call } from '../caller.ts';
import { count, seed } from '../counts.ts';
import { randomOf } from '../faults/random.ts';
import { connectHost } from '../host.ts';
import {
  addMember,
  makeTeam,
  newApiKey,
  newOrganization,
  newPerson,
  setRole,
  unique,
  type TestOrganization,
} from '../organization.ts';

const host = connectHost(inject('host'));
const random = randomOf(seed);
let organization: TestOrganization;
const at = (rest: string): string => `${organization.path}/${rest}`;
const byOwner: Call = (...request) => organization.owner.call(...request);

interface Row {
  type: 'contact' | 'customer' | 'deal' | 'lead';
  id: string;
  title: string;
  ownerId: string;
}
interface Planned {
  id: string;
  assigneeId: string;
  about: Row[];
  done: boolean;
}
/** Somebody with a role, and who belongs to each of their scopes. */
interface Viewer {
  call: Call;
  role: 'owner' | 'admin' | LimitedRole;
  own: string[];
  team: string[];
}
const rows: Row[] = [];
const activities: Planned[] = [];
const viewers: Viewer[] = [];

beforeAll(async () => {
  organization = await newOrganization(await newPerson(host));
  const { owner } = organization;
  const [boss, report, lonely, colleague, admin] = await Promise.all(
    Array.from({ length: 5 }, () => addMember(host, organization, 'admin')),
  );
  await makeTeam(organization, boss!, [report!]);
  const view = async (person: typeof owner, role: Viewer['role'], team = [person]) => {
    const key = await newApiKey(host, organization, person);
    const ids = { own: [person.userId], team: team.map(({ userId }) => userId) };
    viewers.push({ call: person.call, role, ...ids }, { call: key.call, role, ...ids });
    if (person !== owner) await setRole(organization, person.userId, role);
  };
  const everybody = [owner, boss!, report!, lonely!, colleague!, admin!];
  await makeWorld(everybody.map(({ userId }) => userId));
  await view(owner, 'owner');
  await view(admin!, 'admin');
  await view(boss!, 'manager', [boss!, report!]);
  await view(lonely!, 'manager');
  await view(report!, 'employee');
  await view(colleague!, 'employee');
  await host.settled(organization);
});

async function makeWorld(people: readonly string[]): Promise<void> {
  for (let index = 0; index < 24; index += 1) {
    const type = random.oneOf<Row['type']>(['contact', 'customer', 'deal', 'lead']);
    const ownerId = random.oneOf([...people]);
    const title = unique(`Record `);
    const name = { contact: 'firstName', lead: 'firstName', customer: 'name', deal: 'title' }[type];
    const body = { [name]: title, ownerId };
    const { id } = await bodyOf(201, byOwner('POST', at(`${type}s`), { body }));
    rows.push({ type, id, title, ownerId });
  }
  for (let index = 0; index < 48; index += 1) {
    const about = [...new Set(Array.from({ length: random.below(4) }, () => random.oneOf(rows)))];
    const [assigneeId, done] = [random.oneOf([...people]), random.chance(0.4)];
    const body = {
      ...{ title: unique('Call '), kindId: 'call', dueAt: '2031-03-04T15:00:00Z', ownerId: assigneeId, done },
      about: about.map(({ type, id }) => ({ type, id })),
    };
    const { id } = await bodyOf(201, byOwner('POST', at('activities'), { body }));
    activities.push({ id, assigneeId, about, done });
  }
}

// The rule, by itself: who reads a record, and who reads an activity.

const within = (viewer: Viewer, scope: Scope, userId: string): boolean =>
  scope === 'all' || viewer[scope].includes(userId);
const readsRecord = (viewer: Viewer, access: RecordAccess, { ownerId }: Row): boolean =>
  viewer.role === 'owner' || viewer.role === 'admin' || within(viewer, access[viewer.role].read, ownerId);
/** No choice of who sees what widens or narrows this. */
const activityScope = { owner: 'all', admin: 'all', manager: 'team', employee: 'own' } as const;
const readsActivity = (viewer: Viewer, { assigneeId }: Planned): boolean =>
  within(viewer, activityScope[viewer.role], assigneeId);

async function choose(): Promise<RecordAccess> {
  const choice = () => {
    const read = random.oneOf([...scopes]);
    return { read, change: read === 'all' ? random.oneOf([...scopes]) : 'own' } as const;
  };
  const recordAccess = Object.fromEntries(limitedRoles.map((role) => [role, choice()])) as RecordAccess;
  const { version } = await bodyOf(200, byOwner('GET', organization.path));
  await bodyOf(200, byOwner('PATCH', organization.path, { body: { recordAccess }, ifMatch: version }));
  return recordAccess;
}

const idsIn = (items: readonly { id: string }[]): string[] => items.map(({ id }) => id).toSorted();

async function expectLists(viewer: Viewer, access: RecordAccess): Promise<void> {
  const { call } = viewer;
  const body = { limit: 100, current: true as const };
  const { items } = await bodyOf(200, call('POST', at('activities/query'), { body }));
  const mine = activities.filter((one) => readsActivity(viewer, one));
  expect(idsIn(items)).toEqual(idsIn(mine));
  const said = items.map(({ id, about }: any) => [id, idsIn(about ?? [])]);
  const seen = mine.map(({ id, about }) => [
    id,
    idsIn(about.filter((row) => readsRecord(viewer, access, row))),
  ]);
  expect(said.toSorted()).toEqual(seen.toSorted());
}

/** Nothing is about a record that can't be seen. */
async function expectFilter(viewer: Viewer, access: RecordAccess, row: Row): Promise<void> {
  const named = { field: 'about', op: 'anyOf', value: [row.id] };
  const isAbout = (one: Planned) => readsRecord(viewer, access, row) && one.about.includes(row);
  for (const [filter, isFound] of [
    [named, isAbout],
    [{ ...named, op: 'noneOf' }, (one: Planned) => !isAbout(one)],
  ] as const) {
    const body = { filter, limit: 100, current: true as const };
    const { items } = await bodyOf(200, viewer.call('POST', at('activities/query'), { body }));
    const mine = activities.filter((one) => readsActivity(viewer, one) && isFound(one));
    expect(idsIn(items)).toEqual(idsIn(mine));
  }
}

async function expectTimeline(viewer: Viewer, access: RecordAccess, row: Row): Promise<void> {
  const { status, body } = await viewer.call('GET', at(`timeline/${row.type}/${row.id}`));
  expect(status).toBe(readsRecord(viewer, access, row) ? 200 : 404);
  if (status !== 200) return;
  const lines = [...body.items, ...body.upcoming].filter(({ kind }) => kind === 'task');
  const about = activities.filter((one) => one.about.includes(row) && readsActivity(viewer, one));
  expect(idsIn(lines.map(({ data }) => data))).toEqual(idsIn(about));
}

async function expectTask(viewer: Viewer, access: RecordAccess, one: Planned): Promise<void> {
  const { status, body } = await viewer.call('GET', at(`tasks/${one.id}`));
  expect(status).toBe(readsActivity(viewer, one) ? 200 : 404);
  if (status !== 200) return;
  const seen = one.about.filter((row) => readsRecord(viewer, access, row));
  expect(body.about ?? []).toEqual(seen.map(({ type, id, title }) => ({ type, id, title })));
  const planned = await bodyOf(200, viewer.call('GET', at(`activities/${one.id}`)));
  expect(planned.about ?? []).toEqual(seen.map(({ type, id }) => ({ type, id })));
  const [main] = one.about;
  expect(body.recordTitle).toBe(main && seen.includes(main) ? main.title : undefined);
}

test('whoever looks, whatever the organization chooses: activities are seen by their assignee, on records that are seen, and name only these', async () => {
  const choices = count(3, 20);
  for (let choice = 0; choice < choices; choice += 1) {
    const access = await choose();
    for (const viewer of viewers) {
      const context = `SEED=${seed}, ${viewer.role}, ${JSON.stringify(access)}`;
      await Promise.all([
        expectLists(viewer, access),
        ...Array.from({ length: 2 }, () => expectFilter(viewer, access, random.oneOf(rows))),
        ...Array.from({ length: 4 }, () => expectTimeline(viewer, access, random.oneOf(rows))),
        ...Array.from({ length: 4 }, () => expectTask(viewer, access, random.oneOf(activities))),
      ]).catch((error: Error) => {
        throw new Error(`${context}: ${error.message}`, { cause: error });
      });
    }
  }
});
