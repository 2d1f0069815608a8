import { v7 as uuidv7 } from 'uuid';
import { ProblemError } from '#contract/problem.ts';
import { earlierRecordAccess } from '#contract/record-access.ts';
import type { DueRow, Outcome } from '#data/due/end-due-item.ts';
import type { Context } from '#data/organization/context.ts';
import { settingsOf, type OrganizationSettings } from '#data/organization/settings.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from '#data/records/definition.ts';
import { recordFrom, type RecordItem } from '#data/records/stored.ts';
import { organizationOf, recordIdOf, type Key } from '#data/store/keys.ts';
import { getItems } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';

/** A document whose next step is due. */
interface DueDocument<R extends AnyRecord> {
  settings: OrganizationSettings;
  /** The item by which it was found. */
  due: DueRow;
  /** Undefined if it was purged. */
  record: R | undefined;
}

/**
 * The document of a due item. `left` if the item was handled or moved a moment ago, which the index doesn't show yet. The
 * documents of an organization that is being deleted wait for a restore.
 */
export async function dueDocument<R extends AnyRecord>(
  session: Session,
  { pk, sk, g6sk }: DueRow,
  definition: RecordDefinition<R>,
): Promise<DueDocument<R> | Exclude<Outcome, 'taken'>> {
  const orgId = organizationOf(pk);
  const settings = await settingsOf(session, orgId);
  if (!settings) return 'organization-left';
  const [due, item] = await getItems<Key & { g6sk?: string } & Partial<RecordItem>>(session, [
    { pk, sk },
    keyOf(definition, orgId, recordIdOf(pk)),
  ]);
  if (due?.g6sk !== g6sk) return 'left';
  const record = item && recordFrom(definition, item as RecordItem);
  return { settings, due: { ...due, g6sk }, record };
}

/** Whether somebody else has handled the step, or changed the document, meanwhile. The next run looks again. */
export const isMoved = (error: unknown): boolean =>
  error instanceof ProblemError && error.code === 'precondition_failed';

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
