import type { ActivityTally } from '#contract/tally.ts';
import { fieldProblem, ProblemError } from '#contract/problem.ts';
import { scopeOf, type Permission } from '#contract/permission.ts';
import type { Scope } from '#contract/role.ts';
import { recordPermission } from '#contract/record-permission.ts';
import { requestedTeam } from '../organization/chart.ts';
import type { Context } from '../organization/context.ts';
import { withCurrentTags } from '../organization/tag-ids.ts';
import type { Key } from '../store/keys.ts';
import { getItem, getItems } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from './definition.ts';
import { definitionOf } from './definitions.ts';
import { MergedError } from './merged.ts';
import { isGone, recordFrom, type RecordItem } from './stored.ts';

/** The attributes of an item that make up the record. */
export const recordAttributes = {
  ProjectionExpression: 'pk, sk, #row, #data, #schema, #version, digest',
  ExpressionAttributeNames: { '#row': 'row', '#data': 'data', '#schema': 'schema', '#version': 'version' },
};

/** Members whose records a scope covers: all, or only some. */
export type Owners = 'all' | readonly string[];
/** The records that a caller can access: all, or those with one of these ids in a field. */
export type Reach = 'all' | { field: string; ids: readonly string[] };

export function ownersOf(context: Context, scope: Scope | undefined): Owners {
  if (scope === 'all') return 'all';
  if (scope === 'team') return context.team;
  return scope === 'own' ? [context.actor.userId] : [];
}

/** The records of these members. */
export const recordsOf = (owners: Owners): Reach =>
  owners === 'all' ? 'all' : { field: 'ownerId', ids: owners };

export const reachOf = (context: Context, scope: Scope | undefined): Reach =>
  recordsOf(ownersOf(context, scope));

/**
 * The members whose records the caller asks for and can see: those within the scope of the operation's permission,
 * among the requested people and in the requested manager's team.
 */
export async function requestedOwners(
  context: Context,
  people: readonly string[] | undefined,
  headId: string | undefined,
  /** Where the request names the head. Null if that was checked when the request was accepted. */
  pointer: string | null = '/query/teamOf',
): Promise<Owners> {
  const team = headId === undefined ? undefined : await requestedTeam(context, headId, pointer);
  const lists = [ownersOf(context, context.scope), people, team];
  const [first, ...others] = lists.filter((list) => list !== undefined && list !== 'all');
  if (!first) return 'all';
  return [...new Set(first)].filter((id) => others.every((list) => list.includes(id)));
}

/** The records that the caller asks for and can see: in the team of `headId`, or all within the operation's scope. */
export const requestedReach = async (
  context: Context,
  headId: string | undefined,
  /** Where the request names the head. Null if that was checked when the request was accepted. */
  pointer: string | null = '/query/teamOf',
): Promise<Reach> => recordsOf(await requestedOwners(context, undefined, headId, pointer));

/** Whether a caller with this reach can see the record. */
export function isVisible(record: object, reach: Reach): boolean {
  if (reach === 'all') return true;
  const { [reach.field]: id } = record as Record<string, unknown>;
  return typeof id === 'string' && reach.ids.includes(id);
}

/**
 * A record by id, in the trash or not. Throws the same `not_found` for records that don't exist, belong to another
 * organization, are outside the scope, or have reached the end of their time in the trash. Throws `forbidden` for those
 * outside the scope of a change that the caller can read.
 */
export async function loadRecord<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  id: string,
  scope: Scope | undefined,
): Promise<R> {
  return asRead(context, await loadStored(definition, context, id, scope));
}

/**
 * The error for a record outside the scope of a change. A caller who can read the record is told why. To everyone else,
 * and once its time in the trash is over, it doesn't exist.
 */
export const outOfReach = (definition: RecordDefinition, context: Context, record: AnyRecord): ProblemError =>
  isVisible(record, readReach(definition, context)) && !isGone(record, context.now)
    ? fieldProblem('', 'not_yours', 'forbidden')
    : new ProblemError('not_found');

/** A stored record as readers see it. */
export async function asRead<R extends AnyRecord>(context: Context, stored: R): Promise<R> {
  const [record = stored] = await withCurrentTags(context, [stored]);
  return record;
}

/**
 * Like `loadRecord`, but with the ids of all tags that are stored, including deleted ones. Throws `MergedError` for a
 * record that was merged into another one that the scope covers, too.
 */
export async function loadStored<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  id: string,
  scope: Scope | undefined,
): Promise<R> {
  const item = await getItem<RecordItem>(context, keyOf(definition, context.orgId, id), recordAttributes);
  const record = item && recordFrom(definition, item);
  if (!record) throw new ProblemError('not_found');
  if (!isVisible(record, reachOf(context, scope))) throw outOfReach(definition, context, record);
  if (record.mergedInto !== undefined) {
    const { id: finalId } = await loadFinal(definition, context, record.mergedInto, scope);
    throw new MergedError(record.id, finalId);
  }
  if (isGone(record, context.now)) throw new ProblemError('not_found');
  return record;
}

/** A record's id with the definition of its type. */
export interface Defined<R extends AnyRecord = AnyRecord> {
  definition: RecordDefinition<R>;
  id: string;
}

/** Records merged into one another that are followed at most. */
const mergesFollowed = 20;

/** The records, or those into which they were merged in the end. Each id is named once. */
export async function readFinal<R extends AnyRecord>(
  context: Session & Pick<Context, 'orgId'>,
  named: readonly Defined<R>[],
  strong = true,
): Promise<(R | undefined)[]> {
  let places = named.map((one) => ({ ...one, record: undefined as R | undefined }));
  for (let step = 0; step <= mergesFollowed; step += 1) {
    const open = places.filter(({ record }) => step === 0 || record?.mergedInto !== undefined);
    if (open.length === 0) break;
    const items = await getItems<RecordItem>(
      context,
      open.map(({ definition, id, record }) => keyOf(definition, context.orgId, record?.mergedInto ?? id)),
      { ...recordAttributes, strong },
    );
    const read = new Map(
      open.map((one, index) => {
        const item = items[index];
        return [one.id, item && recordFrom(one.definition, item)] as const;
      }),
    );
    places = places.map((one) => (read.has(one.id) ? { ...one, record: read.get(one.id) } : one));
  }
  return places.map(({ record }) => record);
}

/** The id of the record into which the one with the id was merged in the end, or the id itself. */
export async function finalId(
  context: Session & Pick<Context, 'orgId'>,
  definition: RecordDefinition,
  id: string,
): Promise<string> {
  const [record] = await readFinal(context, [{ definition, id }]);
  return record?.id ?? id;
}

/** The record into which the one with the id was merged in the end, or that record itself. Throws `not_found` if the scope doesn't cover it. */
async function loadFinal<R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  intoId: string,
  scope: Scope | undefined,
): Promise<R> {
  const [last] = await readFinal(context, [{ definition, id: intoId }]);
  if (!last || isGone(last, context.now) || !isVisible(last, reachOf(context, scope)))
    throw new ProblemError('not_found');
  return last;
}

export const readPermission = (definition: RecordDefinition): Permission =>
  recordPermission(definition.type.name, 'read');

export const changePermission = (definition: RecordDefinition): Permission =>
  recordPermission(definition.type.name, 'update');

/** The activity tally on a record's item, which was usually prefetched with the record. */
export const readTally = async (session: Session, key: Key): Promise<ActivityTally> =>
  activityTallyFrom(
    await getItem<ActivityTally>(session, key, { ProjectionExpression: 'activityCount, lastActivityAt' }),
  );

/** The activity tally on a record's item, which has none before its first activity. */
export function activityTallyFrom(item: ActivityTally | undefined): ActivityTally {
  const { activityCount = 0, lastActivityAt } = item ?? {};
  return { activityCount, ...(lastActivityAt ? { lastActivityAt } : {}) };
}

/** The record of an entry. Entries are not found if the caller can't read the record or the record is in the trash. */
export interface Parent {
  definition: RecordDefinition;
  record: AnyRecord;
  key: Key;
}

export async function loadParent(
  context: Context,
  { recordType, recordId }: { recordType: string; recordId: string },
): Promise<Parent> {
  const definition = definitionOf(recordType);
  if (!definition) throw new ProblemError('not_found');
  const record = await loadStored(definition, context, recordId, readScope(definition, context));
  if (record.deletedAt) throw new ProblemError('not_found');
  return { definition, record, key: keyOf(definition, context.orgId, record.id) };
}

/** The scope in which a caller can read records of a type; undefined if none. */
export const readScope = (definition: RecordDefinition, context: Context): Scope | undefined =>
  context.scopeFor(readPermission(definition));

/** The members whose records of a type a caller can read. */
export const readOwners = (definition: RecordDefinition, context: Context): Owners =>
  ownersOf(context, readScope(definition, context));

/** The records of a type that a caller can read. */
export const readReach = (definition: RecordDefinition, context: Context): Reach =>
  reachOf(context, readScope(definition, context));

/** The records of a type that a caller's role can change. The narrower permissions of an API key don't matter. */
export const changeReach = (definition: RecordDefinition, context: Context): Reach =>
  reachOf(context, scopeOf(context, changePermission(definition)));

/**
 * The record that a request made when it was sent first, as far as the caller's role can read it. An API key without
 * permission to read gets its id and version.
 */
export const readMade = <R extends AnyRecord>(
  definition: RecordDefinition<R>,
  context: Context,
  [id = '']: readonly string[],
): Promise<R> => loadRecord(definition, context, id, scopeOf(context, readPermission(definition)));
