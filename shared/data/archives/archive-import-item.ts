import type { ArchiveImport } from '#contract/archive-import.ts';
import { ProblemError } from '#contract/problem.ts';
import { nextCheck } from '../jobs/stalled-run.ts';
import type { Context } from '../organization/context.ts';
import { changeAction } from '../store/change.ts';
import { ifEquals, ifVersion, under } from '../store/condition.ts';
import { nextItemState, withItemState } from '../store/item-state.ts';
import { recordKey, type Key } from '../store/keys.ts';
import { archiveImportKey } from '../store/run-keys.ts';
import type { UserContext } from '../store/request-context.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import type { Session } from '../store/units.ts';

/** Where an import goes on: at a line of a file of the archive, both counted from 0 in the order of `archiveKinds`. */
export interface ArchivePlace {
  file: number;
  line: number;
}

/** Thrown if another run has a later version of the import. */
export class OvertakenImport extends ProblemError {
  constructor() {
    super('precondition_failed');
  }
}

/** A stored import of an archive. */
export interface StoredArchiveImport extends ArchiveImport {
  memberSince?: string;
  /** The ETag of the uploaded file. One that replaces it later isn't read. */
  etag?: string;
  /** How far it is. While attached files are checked, the line is the number of those that were. */
  place: ArchivePlace;
  aliveAt?: string | undefined;
  /** Runs that began without any progress since the first of them, and what there was when they began. */
  runs?: number;
  runsFrom?: string;
}

interface ArchiveImportItem extends Key {
  version: number;
  schema: number;
  digest?: string;
  /** A `StoredArchiveImport` as JSON. */
  data: string;
  /** How far the import has come, which changes without a new version. */
  done?: number;
  place?: ArchivePlace;
  aliveAt?: string;
}

export function archiveImportFrom({
  memberSince: _memberSince,
  etag: _etag,
  place: _place,
  aliveAt: _aliveAt,
  runs: _runs,
  runsFrom: _runsFrom,
  ...shown
}: StoredArchiveImport): ArchiveImport {
  return shown;
}

export const isUnfinished = ({ state }: Pick<ArchiveImport, 'state'>): boolean =>
  state === 'checking' || state === 'importing';

export async function readArchiveImport(
  session: Session,
  orgId: string,
): Promise<StoredArchiveImport | undefined> {
  const item = await getItem<ArchiveImportItem>(session, archiveImportKey(orgId));
  if (!item) return undefined;
  const { done, place, aliveAt, data } = item;
  const stored = JSON.parse(data) as StoredArchiveImport;
  const progress = {
    ...(done === undefined ? {} : { done }),
    ...(place === undefined ? {} : { place }),
    ...(aliveAt === undefined ? {} : { aliveAt }),
  };
  return withItemState({ ...stored, ...progress }, item);
}

/** What changes in a new run: it counts as one without progress unless an earlier one came further. */
export function nextRun({
  state,
  place: { file, line },
  runs = 0,
  runsFrom,
}: StoredArchiveImport): Required<Pick<StoredArchiveImport, 'runs' | 'runsFrom'>> {
  const from = `${state} ${file} ${line}`;
  return { runs: runsFrom === from ? runs + 1 : 1, runsFrom: from };
}

type Place = UserContext & Pick<Context, 'orgId'>;

/** The actions that write an import, conditional on its previous version. `started` makes `events/relay` queue it. */
export function archiveImportActions(
  context: Place,
  before: StoredArchiveImport | undefined,
  after: StoredArchiveImport,
  action: 'created' | 'started' | 'begun' | 'checked' | 'ended',
): Action[] {
  const { orgId } = context;
  const key = recordKey(orgId, 'archiveImport', orgId);
  const subject = { orgId, type: 'archiveImport', id: orgId, key, version: after.version, before };
  const change = changeAction(context, subject, action, []);
  return [
    {
      put: {
        Item: {
          ...archiveImportKey(orgId),
          ...(isUnfinished(after) ? nextCheck(after.id, after.updatedAt) : {}),
          kind: 'archiveImport',
          org: orgId,
          ...nextItemState(before, 1, change),
          version: after.version,
          data: JSON.stringify(after),
        },
        ...ifVersion(before?.version),
      },
      refuse: () => new OvertakenImport(),
    },
    change,
  ];
}

export const nextArchiveImport = (
  before: StoredArchiveImport,
  changes: Partial<StoredArchiveImport>,
  now: string,
): StoredArchiveImport => ({ ...before, ...changes, version: before.version + 1, updatedAt: now });

/** The action that stores how far a run has come and that it is alive, unless another run has ended it. */
export const archiveProgressAction = (
  orgId: string,
  { version, done, place }: Pick<StoredArchiveImport, 'version' | 'done' | 'place'>,
  aliveAt: string,
): Action => ({
  update: under(ifEquals({ version }), {
    Key: { ...archiveImportKey(orgId) },
    UpdateExpression: 'SET done = :done, #place = :place, aliveAt = :now',
    ExpressionAttributeNames: { '#place': 'place' },
    ExpressionAttributeValues: { ':done': done, ':place': place, ':now': aliveAt },
  }),
  refuse: () => new OvertakenImport(),
});
