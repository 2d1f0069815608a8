import { v7 as uuidv7 } from 'uuid';
import { ProblemError } from '#contract/problem.ts';
import { earlierRecordAccess } from '#contract/record-access.ts';
import type { Context } from '#data/organization/context.ts';
import { settingsOf, type OrganizationSettings } from '#data/organization/settings.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '#data/records/definition.ts';
import { Passed } from '#data/records/due-items.ts';
import { recordFrom, type RecordItem } from '#data/records/stored.ts';
import { organizationOf, recordIdOf, type Key } from '#data/store/keys.ts';
import { getItems } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import type { DueRow } from '../reader/due-rows.ts';

/** A document whose next step is due. */
interface DueDocument {
  settings: OrganizationSettings;
  /** The item by which it was found. */
  due: Key & { g6sk: string };
  /** Undefined if it was purged. */
  record: AnyRecord | undefined;
}

/**
 * The document of a due item. Undefined if the item was handled or moved a moment ago, which the index doesn't show yet,
 * and in an organization that is being deleted: its documents wait for a restore. A run reads each of these organizations
 * once and adds it to `closed`.
 */
export async function dueDocument(
  session: Session,
  { pk, sk, g6sk }: DueRow,
  closed: Set<string>,
  definition: RecordDefinition,
): Promise<DueDocument | undefined> {
  const orgId = organizationOf(pk);
  if (closed.has(orgId)) return undefined;
  const settings = await settingsOf(session, orgId);
  if (!settings) {
    closed.add(orgId);
    return undefined;
  }
  const [due, item] = await getItems<Key & { g6sk?: string }>(session, [
    { pk, sk },
    keyOf(definition, orgId, recordIdOf(pk)),
  ]);
  if (due?.g6sk !== g6sk) return undefined;
  const record = item && recordFrom(definition, item as unknown as RecordItem);
  return { settings, due: { ...due, g6sk }, record };
}

/** Whether somebody else has handled the step, or changed the document, meanwhile. The next run looks again. */
export const isMoved = (error: unknown): boolean =>
  error instanceof Passed || (error instanceof ProblemError && error.code === 'precondition_failed');

/** Acts for the owner of a record, by itself. */
export function contextOfOwner(
  session: Session,
  settings: OrganizationSettings,
  { ownerId, createdBy }: { ownerId?: string | undefined; createdBy: string },
  now: string,
): Context {
  return {
    ...session,
    orgId: settings.id,
    requestId: uuidv7(),
    now,
    actor: { userId: ownerId ?? createdBy },
    via: 'automation',
    role: 'owner',
    scope: 'all',
    settings,
    team: [],
    scopeFor: () => 'all',
    recordAccess: earlierRecordAccess,
  };
}
