import { afterAll, expect, test, vi } from 'vitest';
import type { ActivityRecord } from '#contract/records/activity.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import type { MovedRecord } from '#data/entries/follow-into-trash.ts';
import { count, seed } from '../counts.ts';
import { randomOf, type Random } from './random.ts';
import { storeOrganization } from './stored-organization.ts';
import { startTable } from './table-under-test.ts';
import { watchCalls, workAs, type Worker } from './workers.ts';

// Long enough that these tests don't time out on a slow machine.
vi.setConfig({ testTimeout: 3_600_000 });

const table = await startTable();
const { followIntoTrash } = await import('#data/entries/follow-into-trash.ts');
const { findActivityRecord } = await import('#data/entries/task.ts');
const { rememberSettings } = await import('#data/organization/settings.ts');
const { unrestrictedContext } = await import('#data/organization/rights.ts');
const { activityRecords } = await import('#data/records/activity.ts');
const { recordDefinitions } = await import('#data/records/definitions.ts');
const { actionsOf, creation, deletion, restoration } = await import('#data/records/write.ts');
const { client } = await import('#data/sdk/client.ts');
const { transact } = await import('#data/store/transact.ts');
const { newSession } = await import('#data/store/units.ts');
watchCalls(client);
afterAll(() => table.stop());

const orgId = 'trash';
const organization = await storeOrganization(table, orgId);

let minutes = 0;
/** The context of a request, each a minute after the last one. */
function nextContext() {
  const now = new Date(Date.parse('2026-11-02T00:00:00.000Z') + (minutes += 1) * 60_000).toISOString();
  const base = { ...newSession(), requestId: 'r', now, actor: { userId: 'u' }, via: 'api' as const };
  return unrestrictedContext(base, orgId, organization);
}

const customers = recordDefinitions.customer;
let customer: AnyRecord;
/** Messages that have not been handled, each with what is left of it. */
const messages: MovedRecord[] = [];

/** Moves the customer into the trash or back. */
async function move(): Promise<void> {
  const context = nextContext();
  const isBack = customer.deletedAt !== undefined;
  const write = isBack
    ? restoration(customers, context, customer)
    : await deletion(customers, context, customer);
  await transact(context, actionsOf(customers, context, [write]));
  customer = write.record;
  const { id: recordId, version } = customer;
  messages.push({ orgId, recordType: 'customer', recordId, version, isBack });
}

/** Handles a message, or a part of it. One that crashes is delivered again. */
async function handle(random: Random, worker: Worker = {}): Promise<void> {
  rememberSettings(organization);
  const at = random.below(messages.length);
  const message = messages[at]!;
  let next: MovedRecord | undefined;
  const isDone = await workAs(worker, async () => {
    const until = random.chance(0.5) ? 0 : Date.now() + 60_000;
    const turn = await followIntoTrash(newSession(), message, until);
    if (turn.error) throw turn.error;
    ({ next } = turn);
  });
  const place = messages.indexOf(message);
  if (isDone && place >= 0) messages.splice(place, 1, ...(next ? [next] : []));
}

async function step(random: Random, inner = false): Promise<void> {
  if (messages.length === 0 || random.chance(0.3)) return move();
  return handle(random, {
    ...(random.chance(0.3) ? { crashesAt: 1 + random.below(12) } : {}),
    ...(!inner && random.chance(0.3)
      ? { pausesAt: 1 + random.below(12), meanwhile: () => step(random, true) }
      : {}),
  });
}

const activities: ActivityRecord[] = [];
async function add(about: readonly { type: string; id: string }[]): Promise<ActivityRecord> {
  const context = nextContext();
  const values = { title: 'Call', kindId: 'call', dueAt: '2026-12-01T09:00:00.000Z', about };
  const write = creation(activityRecords, context, values);
  await transact(context, actionsOf(activityRecords, context, [write]));
  return write.record;
}

test('activities end where their record is, in whatever order the messages about it come, and whatever crashes', async () => {
  const random = randomOf(seed);
  const create = async () => {
    const context = nextContext();
    const write = creation(customers, context, { name: 'Harbour Foods' });
    await transact(context, actionsOf(customers, context, [write]));
    return write.record;
  };
  const other = await create();
  customer = await create();
  const [one, two] = [customer, other].map(({ id }) => ({ type: 'customer', id }));
  for (let at = 0; at < 30; at += 1) activities.push(await add([one!]));
  const ofBoth = await add([one!, two!]);
  const byHand = await add([one!]);
  const context = nextContext();
  await transact(
    context,
    actionsOf(activityRecords, context, [await deletion(activityRecords, context, byHand)]),
  );
  const stateOf = (id: string) => findActivityRecord(newSession(), orgId, id);
  let moves = 0;
  for (let round = 0; round < count(10, 200); round += 1) {
    for (let steps = 0; steps < 8; steps += 1) await step(random);
    while (messages.length > 0) await handle(random);
    const found = await Promise.all(activities.map(({ id }) => stateOf(id)));
    const isTrashed = customer.deletedAt !== undefined;
    const wrong = found.filter((one) => (one?.deletedAt !== undefined) !== isTrashed);
    expect(wrong, `SEED=${seed}`).toEqual([]);
    moves = Math.max(moves, ...found.map((one) => one?.version ?? 0));
  }
  expect(moves).toBeGreaterThan(3);
  expect(await stateOf(ofBoth.id)).toMatchObject({ version: 1 });
  expect(await stateOf(byHand.id)).toMatchObject({ version: 2, deletedAt: context.now });
});
