import { DeleteCommand, PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll } from 'vitest';
import type { CustomField } from '#contract/custom-field.ts';
import { columnsOf } from '#contract/lists/column.ts';
import type { Organization } from '#contract/organization.ts';
import { contact } from '#contract/records/contact.ts';
import type { Lease } from '#data/copies/copy-snapshot.ts';
import type { Copy } from '#data/copies/copy.ts';
import type { ListDatabase } from '#data/lists/list-database.ts';
import type { ListSubject } from '#data/lists/list-subject.ts';
import type { AnyRecord } from '#data/records/definition.ts';
import type { Session } from '#data/store/units.ts';
import { startBucket } from './bucket-under-test.ts';
import { startTable } from './table-under-test.ts';

export const table = await startTable();
export const bucket = await startBucket();
// Nothing listens there, so that requests for snapshots fail.
process.env.AWS_ENDPOINT_URL_SQS = 'http://127.0.0.1:9';
export const { defaultLists } = await import('#data/organization/presets/default-lists.ts');
export const { contactRecords } = await import('#data/records/contact.ts');
export const { recordItem } = await import('#data/records/stored.ts');
export const { newSession } = await import('#data/store/units.ts');
export const { getObject, putObject } = await import('#data/files/object-store.ts');
const builds = await import('#data/copies/copy-build.ts');
const snapshots = await import('#data/copies/copy-snapshot.ts');
const copies = await import('#data/copies/copy.ts');
export const { layoutOf, listSource } = await import('#data/lists/list-source.ts');
export const { releaseBuild, stopRenewals } = snapshots;
export const { readFeed } = await import('#data/copies/feed.ts');
export const { appendToFeed } = await import('#data/store/list-feed.ts');
export const { askList } = await import('#data/lists/list-source.ts');
export const { matches } = await import('#data/lists/matches.ts');
export const { predicateOf } = await import('#data/lists/predicate.ts');
afterAll(async () => {
  await table.stop();
  await bucket.stop();
});

export const settings = { ...defaultLists('en'), currency: 'USD' } as Organization;
export const stamp = '2026-11-01T23:30:00.000Z';
export const now = '2026-11-20T12:00:00.000Z';
export const owners = ['u1', 'u2'];
export const cities = ['Bogotá', 'Cali', 'Medellín', undefined];

/**
 * Functions that write and remove contacts of an organization. `records` has their current state, for a plain recount.
 */
export function newContacts(orgId: string) {
  const records = new Map<string, AnyRecord>();
  return {
    records,
    async write(id: string, patch: Partial<AnyRecord>) {
      const before = records.get(id);
      const record = {
        id,
        createdAt: stamp,
        createdBy: 'u1',
        updatedBy: 'u1',
        firstName: 'Ana',
        fullName: 'Ana',
        statusId: 'prospect',
        ...before,
        ...patch,
        updatedAt: stamp,
        version: (before?.version ?? 0) + 1,
      } as AnyRecord;
      records.set(id, record);
      const Item = recordItem(contactRecords, orgId, record, settings);
      await table.client.send(new PutCommand({ TableName: table.name, Item }));
    },
    async remove(id: string) {
      const record = records.get(id);
      if (!record) return;
      records.delete(id);
      const { pk, sk } = recordItem(contactRecords, orgId, record, settings);
      await table.client.send(new DeleteCommand({ TableName: table.name, Key: { pk, sk } }));
    },
    append: (...ids: string[]) =>
      appendToFeed(
        newSession(),
        ids.map((id) => ({ orgId, type: 'contact', id })),
      ),
  };
}

/** A list of contacts with custom fields. */
export const subjectOf = (orgId: string, fields: readonly CustomField[] = []): ListSubject => ({
  orgId,
  definition: contactRecords,
  columns: columnsOf(contact, fields, settings),
  shownCustom: new Set(),
  settings,
});

// What copies do with a source, for the source of a list.
export const buildSnapshot = (session: Session, subject: ListSubject) =>
  builds.buildSnapshot(session, listSource(subject));
export const renewOrBuild = (session: Session, subject: ListSubject) =>
  builds.renewOrBuild(session, listSource(subject));
export const openSnapshot = (session: Session, subject: ListSubject, options?: { withBodies?: boolean }) =>
  snapshots.openSnapshot(session, listSource(subject), options);
export const readPointers = (session: Session, subject: ListSubject) =>
  snapshots.readPointers(session, listSource(subject));
export const leaseBuild = (session: Session, subject: ListSubject, pauseMs: number) =>
  snapshots.leaseBuild(session, listSource(subject), pauseMs);
export const publish = (session: Session, subject: ListSubject, lease: Lease, copy: Copy<ListDatabase>) =>
  snapshots.publish(session, listSource(subject), lease, copy);
export const catchUp = (
  session: Session,
  subject: ListSubject,
  copy: Copy<ListDatabase>,
  bounds: Parameters<typeof copies.catchUp>[3],
) => copies.catchUp(session, listSource(subject), copy, bounds);

/** The number of all contacts of an organization, as the list store answers it. */
export async function totalIn(orgId: string, until?: number): Promise<number> {
  const subject = subjectOf(orgId);
  const count = (database: ListDatabase) => database.answer({ reach: 'all', sorts: [], limit: 1 }).total;
  return (await askList(newSession(), subject, count, until ? { until } : {})).answer;
}

/** Ids that an instance without a copy in memory finds with a snapshot. */
export async function idsInSnapshot(subject: ListSubject): Promise<string[] | undefined> {
  const copy = (await openSnapshot(newSession(), subject))?.copy;
  if (!copy) return undefined;
  await catchUp(newSession(), subject, copy, { recordsMax: 1_000, ageMaxMs: 0, until: Date.now() + 10_000 });
  const { rows } = copy.database.answer({ reach: 'all', sorts: [], limit: 1_000 });
  copy.database.close();
  return rows.map(({ id }) => id).sort();
}

/** Lets the last build of a list have begun long ago, so that another one may start. */
export async function letBuildsEnd(subject: ListSubject): Promise<void> {
  for (const { pk, sk, building } of await readPointers(newSession(), subject)) {
    const past = '2026-01-01T00:00:00.000Z';
    await table.client.send(
      new UpdateCommand({
        TableName: table.name,
        Key: { pk, sk },
        UpdateExpression: `SET builtAt = :past${building ? ', building = :building' : ''}`,
        ExpressionAttributeValues: {
          ':past': past,
          ...(building ? { ':building': { ...building, until: past } } : {}),
        },
      }),
    );
  }
}
