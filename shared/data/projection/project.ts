import { activitiesSeen } from './activities.ts';
import type { WithSlots } from '../custom-fields/slots.ts';
import { itemName } from '../store/item-name.ts';
import type { Key } from '../store/keys.ts';
import {
  newestStoredSettings,
  storedSettingsOf,
  type OrganizationSettings,
} from '../organization/settings.ts';
import { lookupTermsOf } from '../values/searched.ts';
import { retryDelayMs, sleep } from '../store/retry.ts';
import { getItem, getItems, writeItems, type Item } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { countsOf } from '../records/counters.ts';
import { keyOf, type AnyRecord } from '../records/definition.ts';
import {
  commit,
  commitWithLookups,
  counterMoves,
  emptyState,
  lookupKeys,
  readState,
  readStates,
  statePut,
  type CounterMove,
  type ProjectionState,
  type RecordName,
  type Step,
  type LookupChanges,
} from './state.ts';
import type { LookupItem } from '../records/look-up.ts';
import { searchedIn } from '../records/searched-in.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';

/** A record in a stream image. `record` is undefined if the item was removed from the table. */
export interface Image extends RecordName {
  version: number;
  record: AnyRecord | undefined;
  /** The last state of a removed record. */
  last?: AnyRecord;
}

/**
 * Updates lookup terms and counters from the newest image of each record, regardless of how often and in which order
 * images arrive. Lookup terms are written first. Projection states and counters follow, conditional on the previous
 * projection states; after a conflict, the records are projected again from their current state.
 */
export async function project(session: Session, images: readonly Image[]): Promise<void> {
  const groups = await groupByRecord(session, images);
  const states = await readStates(
    session,
    groups.map(({ newest }) => newest),
  );
  const begun: { step: Step & { name: RecordName }; touched: Key[] }[] = [];
  const lookups: LookupChanges = { puts: [], deletes: [] };
  for (const [index, { newest, isOne, touched }] of groups.entries()) {
    const state = states[index] ?? (await readState(session, newest));
    if (newest.version <= state.version) {
      await reconcile(session, newest, touched);
      continue;
    }
    const { step, items } = await stepTo(
      session,
      newest,
      state,
      newest.version === 1 && state.revision === 0,
    );
    const changes = lookupsToWrite(step, items, isOne, touched);
    lookups.puts.push(...changes.puts);
    lookups.deletes.push(...changes.deletes);
    begun.push({ step, touched: [...touched, ...lookupKeys(newest, state)] });
  }
  // Writes outside transactions cost half as much. If projection is interrupted, the stream delivers the images again,
  // and the retry corrects the terms.
  await writeItems(session, lookups.puts, lookups.deletes);
  const isDone = await commit(
    session,
    begun.map(({ step }) => step),
  );
  if (!isDone) for (const { step, touched } of begun) await reconcile(session, step.name, touched);
}

/**
 * What follows from a new record: its lookup terms, its projection state, and what it adds to counters. For writers of
 * very many records that nobody else writes, who add up the counters themselves.
 */
export async function projectionOfNew(
  session: Session,
  image: Image,
): Promise<{ items: Item[]; counters: CounterMove[] }> {
  const { step, items } = await stepTo(session, image, emptyState, true);
  return {
    items: [...items, statePut(step, step.next).Item],
    counters: counterMoves([step]),
  };
}

/**
 * Projects a record from its current state in the table, for backfills, redrives and retries. `found` are keys of
 * existing lookup terms that the projection state may not contain. Returns the projection states before and after.
 */
export async function reproject(
  session: Session,
  name: RecordName,
  found: readonly Key[] = [],
): Promise<ProjectionState[]> {
  return reconcile(session, name, found);
}

/**
 * Checks every lookup term that should exist or may exist, and writes the differences in the transaction of the
 * projection state, so that nothing is left over after a crash. The projection state is read before the record: if a
 * newer version is projected in between, the condition fails.
 */
async function reconcile(
  session: Session,
  name: RecordName,
  suspects: readonly Key[],
): Promise<ProjectionState[]> {
  for (let attempt = 0; ; attempt += 1) {
    const state = await readState(session, name);
    const { step, items } = await stepTo(session, await currentImage(session, name, state), state);
    const changes = await lookupChanges(session, items, [
      ...suspects,
      ...lookupKeys(name, state),
      ...(state.also ?? []),
    ]);
    if (isSettled(step, changes) || (await commitWithLookups(session, step, changes)))
      return [step.state, step.next];
    await sleep(retryDelayMs(attempt));
  }
}

function isSettled({ state, next }: Step, { puts, deletes }: LookupChanges): boolean {
  const without = ({ revision: _revision, ...rest }: ProjectionState) => JSON.stringify(rest);
  return puts.length + deletes.length === 0 && without(state) === without(next);
}

async function currentImage(session: Session, name: RecordName, state: ProjectionState): Promise<Image> {
  const { definition, orgId, id } = name;
  const item = await getItem<RecordItem>(session, keyOf(definition, orgId, id));
  if (!item) return { definition, orgId, id, version: state.version, record: undefined };
  return { definition, orgId, id, version: item.version, record: recordFrom(definition, item) };
}

interface Group {
  newest: Image;
  /**
   * Whether the batch contains only one version of the record. If so, all lookup terms in the projection state exist,
   * because no earlier attempt at another version can have deleted some.
   */
  isOne: boolean;
  /**
   * Keys of the lookup terms of all images of the record in the batch, because an earlier attempt at an older image may
   * have written them.
   */
  touched: Key[];
}

async function groupByRecord(session: Session, images: readonly Image[]): Promise<Group[]> {
  const groups = new Map<string, Group>();
  for (const image of images) {
    const name = `${image.orgId}#${image.definition.type.name}#${image.id}`;
    const group = groups.get(name);
    const touched = [
      ...(group?.touched ?? []),
      ...lookupItems(image, await storedSettingsOf(session, image.orgId)).items,
    ];
    const newest = group && group.newest.version > image.version ? group.newest : image;
    const isOne = group === undefined || (group.isOne && group.newest.version === image.version);
    groups.set(name, { newest, isOne, touched });
  }
  return [...groups.values()];
}

/** The items by which a record is looked up. A trashed or removed record has none. */
function lookupItems(image: Image, settings: WithSlots = {}): { words: string[]; items: LookupItem[] } {
  const { definition, record } = image;
  if (!record || record.deletedAt) return { words: [], items: [] };
  const words = [...new Set(searchedIn(definition, settings, record).flatMap(lookupTermsOf))];
  const type = definition.type.name;
  return {
    words,
    items: lookupKeys(image, { words }).map((key) => ({ ...key, kind: 'word', type, id: image.id })),
  };
}

async function stepTo(
  session: Session,
  image: Image,
  state: ProjectionState,
  isNew = false,
): Promise<{ step: Step & { name: RecordName }; items: LookupItem[] }> {
  const { definition, orgId, id, record, version } = image;
  const settings = await settingsFor(session, image, record);
  const { words, items } = lookupItems(image, settings);
  const live = record && !record.deletedAt ? record : undefined;
  const tallies = live && settings && definition.counting?.tallies?.(live, settings);
  const facts = live && settings && (await factsOf(session, image, live, settings, isNew));
  const next: ProjectionState = {
    revision: state.revision + 1,
    version,
    counts: live ? countsOf(definition, live, settings?.timeZone ?? 'UTC') : {},
    ...(tallies ? { tallies } : {}),
    ...(facts ? { facts } : {}),
    words,
    // A record that was never projected has nothing to remove.
    ...(record || state.revision === 0 ? {} : { gone: true }),
  };
  return { step: { name: { definition, orgId, id }, state, next, isRemoved: !record }, items };
}

/**
 * The settings of the organization. If the cached ones lack the status or stage on which the record's counters depend,
 * the current settings are read.
 */
async function settingsFor(
  session: Session,
  { definition, orgId }: RecordName,
  record: AnyRecord | undefined,
): Promise<OrganizationSettings | undefined> {
  const settings = await storedSettingsOf(session, orgId);
  const isKnown = !record || !settings || (definition.counting?.isKnownTo?.(record, settings) ?? true);
  return isKnown ? settings : newestStoredSettings(session, orgId);
}

async function factsOf(
  session: Session,
  { definition, orgId, id }: RecordName,
  record: AnyRecord,
  settings: OrganizationSettings,
  isNew = false,
): Promise<ProjectionState['facts']> {
  const { counting } = definition;
  if (!counting?.facts) return undefined;
  const looked = counting.factsOfActivities?.(record, settings);
  const activities = looked ? await activitiesSeen(session, keyOf(definition, orgId, id), looked, isNew) : {};
  return {
    of: counting.facts(record, settings, activities),
    ownerId: record.ownerId as string | undefined,
  };
}

/** Maximum number of records whose facts are recomputed and written together with their rollups. */
const together = 40;

/** Recomputes the facts of records whose activities were added, changed or removed. */
export async function refreshFacts(session: Session, names: readonly RecordName[]): Promise<void> {
  for (let start = 0; start < names.length; start += together)
    await refreshTogether(session, names.slice(start, start + together));
}

/**
 * Increases the revision of each projection state, so that no facts based on an earlier read of the activities can be
 * written. If one of the states has changed, all records are read again.
 */
async function refreshTogether(session: Session, names: readonly RecordName[]): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const states = await readStates(session, names);
    const items = await getItems<RecordItem>(
      session,
      names.map(({ definition, orgId, id }) => keyOf(definition, orgId, id)),
    );
    const steps = await Promise.all(
      names.map(async (name, index): Promise<Step[]> => {
        const [state, item] = [states[index], items[index]];
        const record = item && recordFrom(name.definition, item);
        const settings = await settingsFor(session, name, record);
        // Records that haven't been projected yet are counted when their own images arrive, and deleted records are not
        // counted.
        if (!state || state.revision === 0 || !record || record.deletedAt || !settings) return [];
        // If they come to depend on its activities, they are computed with that change of the record.
        if (!name.definition.counting?.factsOfActivities?.(record, settings)) return [];
        const facts = await factsOf(session, name, record, settings);
        return [{ name, state, next: { ...state, revision: state.revision + 1, facts }, isRemoved: false }];
      }),
    );
    if (await commit(session, steps.flat())) return;
    await sleep(retryDelayMs(attempt));
  }
}

/** Lookup terms that may be missing or outdated, and the keys of those to delete. */
function lookupsToWrite(
  { name, state }: Step,
  items: readonly LookupItem[],
  isOne: boolean,
  touched: readonly Key[],
): LookupChanges {
  const had = lookupKeys(name, state);
  // Terms up to version 0.8 contain what is shown of the record, which no longer follows its changes.
  const standing = isOne && state.label === undefined ? had : [];
  return {
    puts: without(items, standing),
    deletes: without([...had, ...(state.also ?? []), ...touched], items).map(({ pk, sk }) => ({ pk, sk })),
  };
}

/**
 * The writes after which all expected lookup terms exist. `suspects` are keys of terms that may exist. Those that
 * are not expected are deleted.
 */
async function lookupChanges(
  session: Session,
  expected: readonly LookupItem[],
  suspects: readonly Key[],
): Promise<LookupChanges> {
  const keys = without([...expected, ...suspects], []).map(({ pk, sk }) => ({ pk, sk }));
  const found = new Map<string, Item>();
  for (const item of await getItems(session, keys)) if (item) found.set(itemName(item as Item & Key), item);
  // Terms up to version 0.8 have further attributes.
  const stands = (item: LookupItem): boolean => {
    const other = found.get(itemName(item));
    return other !== undefined && Object.keys(other).every((name) => Object.hasOwn(item, name));
  };
  return {
    puts: expected.filter((item) => !stands(item)),
    deletes: without(keys, expected).filter((key) => found.has(itemName(key))),
  };
}

/** The distinct keys of one list that are not in another. */
function without<T extends Key>(keys: readonly T[], others: readonly Key[]): T[] {
  const known = new Set(others.map(itemName));
  return [...new Map(keys.map((key) => [itemName(key), key])).values()].filter(
    (key) => !known.has(itemName(key)),
  );
}
