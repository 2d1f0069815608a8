import type { Export, ExportInput } from '#contract/export.ts';
import { limits } from '#contract/limits.ts';
import { fieldLimit, ProblemError } from '#contract/problem.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { dayCount } from '../limits/day-count.ts';
import { slotFor } from '../limits/slots.ts';
import type { Context } from '../organization/context.ts';
import { beingDeleted } from '../organization/deletion.ts';
import { isOwn } from '../organization/own.ts';
import { runsOf, type RunItem } from '../runs/run-kinds.ts';
import { archiveSlotKey, exportCountKey, exportKey, exportSlotsKey } from '../store/run-keys.ts';
import { isKept } from '../store/kept.ts';
import { getItems, query } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';
import { epochSeconds } from '../values/epoch.ts';
import type { FileRights } from './file-rights.ts';

/** What is stored with an export, besides what its creator sees. */
interface Kept {
  apiKeyId?: string;
  /** When the creator joined the organization. Without that membership, the export can't go on. */
  memberSince?: string;
  /** What a download requires, once the file is ready. */
  rights?: FileRights;
  /** How often writing has begun. The file of each run has a key of its own. */
  runs: number;
  aliveAt?: string;
}

/** A stored export of the records of a list. */
export type StoredList = Export & ExportInput & Kept;
/** A stored export of the whole organization. */
export type StoredArchive = Export & { format: 'zip' } & Kept;
export type StoredExport = StoredList | StoredArchive;

export const isArchive = (stored: StoredExport): stored is StoredArchive => stored.format === 'zip';

/** The exports of organizations. The change of a new one makes `events/relay` queue it. */
export const exportRuns = runsOf<StoredExport, Export, 'created' | 'started' | 'ended'>({
  kind: 'export',
  keyOf: (orgId, { id }) => exportKey(orgId, id),
  shown: ({
    apiKeyId: _apiKeyId,
    memberSince: _memberSince,
    rights: _rights,
    runs: _runs,
    aliveAt: _aliveAt,
    ...shown
  }) => shown,
  progress: ['rows', 'total'],
  isChecked: (stored) => isUnfinished(stored),
  attributes: ({ runs, expiresAt }) => ({ runs, expiresAt: epochSeconds(expiresAt) }),
});

/** An export as the caller sees it. Without permission to read the records of a list, it has no filter. */
export function exportFrom({ scopeFor }: Pick<Context, 'scopeFor'>, stored: StoredExport): Export {
  const { query: question, ...shown } = exportRuns.shown(stored);
  const { recordType } = shown;
  const isShown = recordType !== undefined && scopeFor(recordPermission(recordType, 'read')) !== undefined;
  return question !== undefined && isShown ? { ...shown, query: question } : shown;
}

export const isUnfinished = ({ state }: Pick<Export, 'state'>): boolean =>
  state === 'queued' || state === 'writing';

export const readExport = (
  session: Session,
  orgId: string,
  id: string,
  now: string,
): Promise<StoredExport | undefined> => exportRuns.read(session, exportKey(orgId, id), now);

/** An export that the caller can see. Throws `not_found` otherwise. */
export async function loadExport(context: Context, id: string): Promise<StoredExport> {
  const found = await readExport(context, context.orgId, id, context.now);
  if (!found || !isOwn(context, found)) throw new ProblemError('not_found');
  checkOpen(context, isArchive(found));
  return found;
}

/** Throws while the organization is being deleted, except for archives, which its owners can then still make and get. */
export function checkOpen(context: Context, isOfArchive: boolean): void {
  const { deletingAt } = context.settings;
  if (deletingAt !== undefined && !(isOfArchive && context.scopeFor('organization:delete')))
    throw beingDeleted(deletingAt);
}

/** Maximum number of exports read to find those that the caller can see. */
const readItems = 200;

/** The newest exports that the caller can see. */
export async function listExports(context: Context): Promise<StoredExport[]> {
  const { items } = await query<RunItem & { expiresAt: number }>(context, {
    KeyConditionExpression: 'pk = :pk',
    ExpressionAttributeValues: { ':pk': exportKey(context.orgId, '').pk },
    ScanIndexForward: false,
    ConsistentRead: true,
    Limit: readItems,
  });
  return items
    .filter((item) => isKept(item, context.now))
    .map(exportRuns.from)
    .filter((one) => isOwn(context, one))
    .slice(0, limits.exportsListed);
}

/** The action that counts an export toward the organization's daily limit. */
export function exportCount({ orgId, now }: Context): Action {
  const limit = limits.exportsPerDay;
  return dayCount(exportCountKey(orgId, now.slice(0, 10)), 'export-count', limit, now, (seconds) =>
    fieldLimit(seconds, '', 'exports_a_day', { limit }),
  );
}

/** An export usually takes some seconds. */
const retrySeconds = 30;

/** What ends before another archive begins, because each of them reads the whole organization. */
const ofArchives = ({ orgId }: Pick<Context, 'orgId'>) => ({
  key: archiveSlotKey(orgId),
  most: 1,
  tooMany: () => new ProblemError('conflict', 'archive_running'),
});

const ofLists = ({ orgId }: Pick<Context, 'orgId'>) => ({
  key: exportSlotsKey(orgId),
  most: limits.exportsAtOnce,
  tooMany: () => fieldLimit(retrySeconds, '', 'exports_at_once', { limit: limits.exportsAtOnce }),
});

/** The action that gives a new export one of the organization's slots. Throws if unfinished ones occupy all of them. */
export function slotForExport(context: Context, stored: StoredExport): Promise<Action> {
  const { orgId, now } = context;
  const slots = {
    ...(isArchive(stored) ? ofArchives(context) : ofLists(context)),
    kind: 'exports-under-way',
    attribute: 'exportIds',
    async unfinished(ids: readonly string[]) {
      const items = await getItems<RunItem & { expiresAt: number }>(
        context,
        ids.map((id) => exportKey(orgId, id)),
      );
      return items.flatMap((item) =>
        item && isKept(item, now) && isUnfinished(exportRuns.from(item)) ? [item.sk] : [],
      );
    },
  } as const;
  return slotFor(context, slots, stored.id);
}
