import { isEntryType } from '#contract/entry-type-names.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { entryAt } from '../imports/entry-address.ts';
import type { PlannedRow } from '../imports/planned-row.ts';
import type { Context } from '../organization/context.ts';
import { keyOf } from '../records/definition.ts';
import { definitionOf } from '../records/definitions.ts';
import { isVisible, readFinal, readReach, type Defined, type Parent } from '../records/read.ts';
import { isGone } from '../records/stored.ts';
import { changeIdOf, headerFrom, type ChangeItem } from '../store/change.ts';
import { getItem } from '../store/table.ts';
import type { Action } from '../store/transact.ts';
import { entryKinds, type EntryKind, type EntryWrite, type FoundEntry } from './entry-kinds.ts';
import type { JobParams } from './job.ts';
import type { Row, RowSubject, Work } from './row-subject.ts';
import { changedSince } from './undo.ts';

/** Entries of a type, as imports create them and undos take them back; undefined for other types. */
export function entryRowsOf(type: string): RowSubject<EntryWrite> | undefined {
  if (!isEntryType(type)) return undefined;
  const kind = entryKinds[type];
  return {
    type,
    read: (work, ids) => readRows(work, kind, ids),
    actionsOf: ({ context }, changed: readonly EntryWrite[]) => actionsOf(context, kind, changed),
  };
}

async function actionsOf(
  context: Context,
  kind: EntryKind,
  changed: readonly EntryWrite[],
): Promise<Action[]> {
  const byParent = Map.groupBy(changed, ({ parent }) => parent?.record.id);
  const along = await Promise.all(
    [...byParent.values()].map(async (writes) => {
      const parent = writes[0]?.parent;
      return parent ? kind.ofParent(context, parent, writes) : [];
    }),
  );
  return [...changed.flatMap(({ actions }) => actions), ...along.flat()];
}

async function readRows(work: Work, kind: EntryKind, ids: readonly string[]): Promise<Row<EntryWrite>[]> {
  const { context, plan } = work;
  const parents = await readParents(context, ids);
  const rows = ids.map(async (address): Promise<Row<EntryWrite>> => {
    const { id, parent: named } = entryAt(address);
    const parent = named && parents.get(named.recordId);
    const isReached = parent ? kind.canBelongTo(parent) : kind.canBeAlone && !named;
    const planned = work.planned?.get(address);
    if (plan.kind === 'import')
      return {
        id: address,
        planned,
        write: () => created(context, kind, { id, parent, isReached, planned }),
      };
    const found = isReached ? await kind.find(context, parent, id) : undefined;
    return {
      id: address,
      title: found?.title.slice(0, titleCharacters),
      planned,
      write: () => undone(context, parent, found, plan.params as JobParams['undo']),
    };
  });
  return Promise.all(rows);
}

/** Notes have no title, so results name them by the beginning of their text. */
const titleCharacters = 100;

/** The records of entries by the ids in their addresses: those into which they were merged, if they were. */
async function readParents(
  context: Context,
  addresses: readonly string[],
): Promise<ReadonlyMap<string, Parent>> {
  const named = addresses.flatMap((address): Defined[] => {
    const { parent } = entryAt(address);
    const definition = parent && definitionOf(parent.recordType);
    return definition ? [{ definition, id: parent.recordId }] : [];
  });
  const distinct = [...new Map(named.map((one) => [one.id, one])).values()];
  const records = await readFinal(context, distinct);
  return new Map(
    distinct.flatMap(({ definition, id }, index) => {
      const record = records[index];
      const isReached = record && isVisible(record, readReach(definition, context));
      const isThere = isReached && !record.deletedAt && !isGone(record, context.now);
      return isThere
        ? [[id, { definition, record, key: keyOf(definition, context.orgId, record.id) }] as const]
        : [];
    }),
  );
}

interface NewRow {
  id: string;
  parent: Parent | undefined;
  isReached: boolean;
  planned: PlannedRow | undefined;
}

async function created(
  context: Context,
  kind: EntryKind,
  { id, parent, isReached, planned }: NewRow,
): Promise<EntryWrite> {
  if (!planned) throw new Error('an import has lost its plan');
  if (!isReached) throw fieldProblem('', 'unknown_reference');
  const { after, actions } = await kind.create(context, parent, id, planned.body);
  return { after, parent, actions };
}

/**
 * Deletes an entry that the job created, or restores one that it deleted, unless something else has changed it since. An
 * entry that somebody else has deleted stays deleted.
 */
async function undone(
  context: Context,
  parent: Parent | undefined,
  found: FoundEntry | undefined,
  { jobId }: JobParams['undo'],
): Promise<EntryWrite> {
  if (!found || isGone(found.entry, context.now)) throw new ProblemError('not_found');
  const { entry: before, change, canDelete } = found;
  const made = await getItem<ChangeItem>(context, change);
  const isByJob = made && headerFrom(made).cause?.changeId === changeIdOf({ id: jobId, version: 1 });
  if (!isByJob) {
    if (before.deletedAt) return { before, after: before, parent, actions: [] };
    throw changedSince();
  }
  if (!canDelete) throw new ProblemError('forbidden');
  const { deletedAt, ...live } = before;
  const version = before.version + 1;
  const after = deletedAt
    ? ((await found.restored?.()) ?? { ...live, version })
    : { ...live, version, deletedAt: context.now };
  return { before, after, parent, actions: found.written(after, deletedAt ? 'restored' : 'deleted') };
}
