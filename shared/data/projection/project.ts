import { createHash } from 'node:crypto';
import { firstActivityAt } from './activities.ts';
import { customSearchTerms, slotsOf, type WithSlots } from '../custom-fields/slots.ts';
import { itemName } from '../store/item-name.ts';
import type { Key } from '../store/keys.ts';
import {
  newestStoredSettings,
  storedSettingsOf,
  type OrganizationSettings,
} from '../organization/settings.ts';
import { distinctTerms, isMarked } from '../values/search-terms.ts';
import { retryDelayMs, sleep } from '../store/retry.ts';
import { getItem, getItems, writeItems, type Item } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { countsOf } from '../records/counters.ts';
import { keyOf, type AnyRecord } from '../records/definition.ts';
import {
  commit,
  commitWithSearchTerms,
  readState,
  readStates,
  searchTermKeys,
  type ProjectionState,
  type RecordName,
  type Step,
  type SearchTermChanges,
} from './state.ts';
import type { SearchTermItem } from '../records/search.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';

/** A record in a stream image. `record` is undefined if the item was removed from the table. */
export interface Image extends RecordName {
  version: number;
  record: AnyRecord | undefined;
  /** The last state of a removed record. */
  last?: AnyRecord;
}

/**
 * Updates search terms and counters from the newest image of each record, regardless of how often and in which order
 * images arrive. Search terms are written first. Projection states and counters follow, conditional on the previous
 * projection states; after a conflict, the records are projected again from their current state.
 */
export async function project(session: Session, images: readonly Image[]): Promise<void> {
  const groups = await groupByRecord(session, images);
  const states = await readStates(
    session,
    groups.map(({ newest }) => newest),
  );
  const begun: { step: Step & { name: RecordName }; touched: Key[] }[] = [];
  const searchTerms: SearchTermChanges = { puts: [], deletes: [] };
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
    const changes = searchTermsToWrite(step, items, isOne, touched);
    searchTerms.puts.push(...changes.puts);
    searchTerms.deletes.push(...changes.deletes);
    begun.push({ step, touched: [...touched, ...searchTermKeys(newest, state)] });
  }
  // Writes outside transactions cost half as much. If projection is interrupted, the stream delivers the images again,
  // and the retry corrects the search terms.
  await writeItems(session, searchTerms.puts, searchTerms.deletes);
  const isDone = await commit(
    session,
    begun.map(({ step }) => step),
  );
  if (!isDone) for (const { step, touched } of begun) await reconcile(session, step.name, touched);
}

/**
 * Projects a record from its current state in the table, for backfills, redrives and retries. `found` are keys of
 * existing search terms that the projection state may not contain. Returns the projection states before and after.
 */
export async function reproject(
  session: Session,
  name: RecordName,
  found: readonly Key[] = [],
): Promise<ProjectionState[]> {
  return reconcile(session, name, found);
}

/**
 * Checks every search term that should exist or may exist, and writes the differences in the transaction of the
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
    const changes = await searchTermChanges(session, items, [
      ...suspects,
      ...searchTermKeys(name, state),
      ...(state.also ?? []),
    ]);
    if (isSettled(step, changes) || (await commitWithSearchTerms(session, step, changes)))
      return [step.state, step.next];
    await sleep(retryDelayMs(attempt));
  }
}

function isSettled({ state, next }: Step, { puts, deletes }: SearchTermChanges): boolean {
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
   * Whether the batch contains only one version of the record. If so, all search terms in the projection state exist,
   * because no earlier attempt at another version can have deleted some.
   */
  isOne: boolean;
  /**
   * Keys of the search terms of all images of the record in the batch, because an earlier attempt at an older image may
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
      ...searchTermItems(image, await storedSettingsOf(session, image.orgId)).items,
    ];
    const newest = group && group.newest.version > image.version ? group.newest : image;
    const isOne = group === undefined || (group.isOne && group.newest.version === image.version);
    groups.set(name, { newest, isOne, touched });
  }
  return [...groups.values()];
}

/** The search term items of a record, for the organization and for its owner. A trashed or removed record has none. */
function searchTermItems(
  image: Image,
  settings: WithSlots = {},
): { words: string[]; label: string; items: SearchTermItem[] } {
  const { definition, record } = image;
  if (!record || record.deletedAt) return { words: [], label: '', items: [] };
  const custom = customSearchTerms(slotsOf(settings, definition.type.name), record.custom);
  const words = distinctTerms([...definition.searchTerms(record), ...custom]);
  // Searches for several words don't contain marks. Without them, a new phone number changes no other term's item.
  const texts = words.filter((word) => !isMarked(word));
  const carried = {
    title: String(record[definition.type.title] ?? ''),
    detail: definition.searchDetail(record),
    text: ` ${[...new Set(texts.join(' ').split(' '))].join(' ')}`.slice(0, 500),
    ownerId: record.ownerId as string | undefined,
  };
  const label = createHash('sha256').update(JSON.stringify(carried)).digest('base64url').slice(0, 12);
  const owner = record.ownerId as string | undefined;
  const keys = searchTermKeys(image, { words, owner } as ProjectionState);
  const type = definition.type.name as SearchTermItem['type'];
  return {
    words,
    label,
    items: keys.map((key) => ({ ...key, kind: 'word', type, id: image.id, ...carried })),
  };
}

async function stepTo(
  session: Session,
  image: Image,
  state: ProjectionState,
  isNew = false,
): Promise<{ step: Step & { name: RecordName }; items: SearchTermItem[] }> {
  const { definition, orgId, id, record, version } = image;
  const settings = await settingsFor(session, image, record);
  const { words, label, items } = searchTermItems(image, settings);
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
    owner: live?.ownerId as string | undefined,
    label,
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
  const { facts, factsOfActivities } = definition.counting ?? {};
  if (!facts) return undefined;
  // The activities of a new record follow in their own images.
  const looks = factsOfActivities && !isNew;
  const first = looks ? await firstActivityAt(session, keyOf(definition, orgId, id)) : undefined;
  return {
    of: facts(record, settings, first),
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
        const facts = await factsOf(session, name, record, settings);
        return [{ name, state, next: { ...state, revision: state.revision + 1, facts }, isRemoved: false }];
      }),
    );
    if (await commit(session, steps.flat())) return;
    await sleep(retryDelayMs(attempt));
  }
}

/** Search terms that may be missing or outdated, and the keys of search terms to delete. */
function searchTermsToWrite(
  { name, state, next }: Step,
  items: readonly SearchTermItem[],
  isOne: boolean,
  touched: readonly Key[],
): SearchTermChanges {
  const had = searchTermKeys(name, state);
  const standing = isOne && state.label === next.label ? had : [];
  return {
    puts: without(items, standing) as unknown as Item[],
    deletes: without([...had, ...(state.also ?? []), ...touched], items).map(({ pk, sk }) => ({ pk, sk })),
  };
}

/**
 * The writes after which all expected search terms exist. `suspects` are keys of search terms that may exist. Those that
 * are not expected are deleted.
 */
async function searchTermChanges(
  session: Session,
  expected: readonly SearchTermItem[],
  suspects: readonly Key[],
): Promise<SearchTermChanges> {
  const keys = without([...expected, ...suspects], []).map(({ pk, sk }) => ({ pk, sk }));
  const found = new Map<string, Item>();
  for (const item of await getItems(session, keys))
    if (item) found.set(itemName(item as unknown as Key), item);
  const stands = (item: SearchTermItem): boolean => {
    const other = found.get(itemName(item));
    return other?.title === item.title && other.detail === item.detail && other.text === item.text;
  };
  return {
    puts: expected.filter((item) => !stands(item)) as unknown as Item[],
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
