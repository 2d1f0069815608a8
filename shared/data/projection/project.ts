import { createHash } from 'node:crypto';
import { firstActivityAt } from './activities.ts';
import { customWords, slotsOf, type WithSlots } from '../custom-fields/slots.ts';
import type { Key } from '../store/keys.ts';
import { newestSettings, settingsOf, type OrganizationSettings } from '../organization/settings.ts';
import { retryDelayMs, sleep } from '../store/retry.ts';
import { getItem, getItems, itemName, writeItems, type Item } from '../store/table.ts';
import type { Session } from '../store/units.ts';
import { countsOf } from '../records/counters.ts';
import { keyOf, type AnyRecord } from '../records/definition.ts';
import {
  commit,
  commitWithWords,
  readLedger,
  readLedgers,
  wordKeys,
  type Ledger,
  type RecordName,
  type Step,
  type WordChanges,
} from './state.ts';
import type { WordItem } from '../records/search.ts';
import { recordFrom, type RecordItem } from '../records/stored.ts';

/** A record as some image of the stream showed it; `record` is undefined once it was removed from the table. */
export interface Image extends RecordName {
  version: number;
  record: AnyRecord | undefined;
  /** The record as it last was, where it was removed. */
  last?: AnyRecord;
}

/**
 * Brings search words and counters in line with the newest of the given images, each record exactly once however often,
 * in whatever order and by however many hands its images come. Words are written first, then ledger and counters in one
 * transaction that holds only if nobody else has touched the ledger since; who loses begins again from the current record.
 *
 * Words are written without a condition here, which costs half. That is safe for images alone, since whoever dies on the
 * way is handed the same image again, and finds by it what was left behind.
 */
export async function project(session: Session, images: readonly Image[]): Promise<void> {
  const groups = await groupByRecord(session, images);
  const ledgers = await readLedgers(
    session,
    groups.map(({ newest }) => newest),
  );
  const begun: { step: Step & { name: RecordName }; touched: Key[] }[] = [];
  const words: WordChanges = { puts: [], deletes: [] };
  for (const [index, { newest, isOne, touched }] of groups.entries()) {
    const ledger = ledgers[index] ?? (await readLedger(session, newest));
    if (newest.version <= ledger.version) {
      await reconcile(session, newest, touched);
      continue;
    }
    const { step, items } = await stepTo(
      session,
      newest,
      ledger,
      newest.version === 1 && ledger.revision === 0,
    );
    const changes = wordsToWrite(step, items, isOne, touched);
    words.puts.push(...changes.puts);
    words.deletes.push(...changes.deletes);
    begun.push({ step, touched: [...touched, ...wordKeys(newest, ledger)] });
  }
  await writeItems(session, words.puts, words.deletes);
  const isDone = await commit(
    session,
    begun.map(({ step }) => step),
  );
  if (!isDone) for (const { step, touched } of begun) await reconcile(session, step.name, touched);
}

/**
 * Projects a record from what the table holds now: rebuild, redrive and lost races all come here. `found` are keys of
 * words that stand although no ledger may tell of them.
 */
export async function reproject(
  session: Session,
  name: RecordName,
  found: readonly Key[] = [],
): Promise<void> {
  await reconcile(session, name, found);
}

/**
 * Trusts nothing: looks at every word that is wanted or suspected, and writes what differs in the transaction of the
 * ledger, so that nothing is left behind by whoever dies here. The ledger is read before the record: if another hand
 * projects a newer one meanwhile, the ledger's condition fails.
 */
async function reconcile(session: Session, name: RecordName, suspects: readonly Key[]): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const ledger = await readLedger(session, name);
    const { step, items } = await stepTo(session, await currentImage(session, name, ledger), ledger);
    const changes = await wordChanges(session, items, [
      ...suspects,
      ...wordKeys(name, ledger),
      ...(ledger.also ?? []),
    ]);
    if (isSettled(step, changes) || (await commitWithWords(session, step, changes))) return;
    await sleep(retryDelayMs(attempt));
  }
}

function isSettled({ ledger, next }: Step, { puts, deletes }: WordChanges): boolean {
  const without = ({ revision: _revision, ...rest }: Ledger) => JSON.stringify(rest);
  return puts.length + deletes.length === 0 && without(ledger) === without(next);
}

async function currentImage(session: Session, name: RecordName, ledger: Ledger): Promise<Image> {
  const { definition, orgId, id } = name;
  const item = await getItem<RecordItem>(session, keyOf(definition, orgId, id));
  if (!item) return { definition, orgId, id, version: ledger.version, record: undefined };
  return { definition, orgId, id, version: item.version, record: recordFrom(definition, item) };
}

interface Group {
  newest: Image;
  /** No other version is in the batch: none can have been begun since the ledger was written. */
  isOne: boolean;
  /** Words of every image in the batch: an earlier try at an older one may have written them. */
  touched: Key[];
}

async function groupByRecord(session: Session, images: readonly Image[]): Promise<Group[]> {
  const groups = new Map<string, Group>();
  for (const image of images) {
    const name = `${image.orgId}#${image.definition.type.name}#${image.id}`;
    const group = groups.get(name);
    const touched = [
      ...(group?.touched ?? []),
      ...wordItems(image, await settingsOf(session, image.orgId)).items,
    ];
    const newest = group && group.newest.version > image.version ? group.newest : image;
    const isOne = group === undefined || (group.isOne && group.newest.version === image.version);
    groups.set(name, { newest, isOne, touched });
  }
  return [...groups.values()];
}

/** The items by which a record is found: its words, and again under its owner. None for one in the trash or gone. */
function wordItems(
  image: Image,
  settings: WithSlots = {},
): { words: string[]; label: string; items: WordItem[] } {
  const { definition, record } = image;
  if (!record || record.deletedAt) return { words: [], label: '', items: [] };
  const custom = customWords(slotsOf(settings, definition.type.name), record.custom);
  const words = [...new Set([...definition.searchWords(record), ...custom])];
  const carried = {
    title: String(record[definition.type.title] ?? ''),
    detail: definition.searchDetail(record),
    text: ` ${[...new Set(words.join(' ').split(' '))].join(' ')}`.slice(0, 500),
    ownerId: record.ownerId as string | undefined,
  };
  const label = createHash('sha256').update(JSON.stringify(carried)).digest('base64url').slice(0, 12);
  const owner = record.ownerId as string | undefined;
  const keys = wordKeys(image, { words, owner } as Ledger);
  const type = definition.type.name as WordItem['type'];
  return {
    words,
    label,
    items: keys.map((key) => ({ ...key, kind: 'word', type, id: image.id, ...carried })),
  };
}

async function stepTo(
  session: Session,
  image: Image,
  ledger: Ledger,
  isNew = false,
): Promise<{ step: Step & { name: RecordName }; items: WordItem[] }> {
  const { definition, orgId, id, record, version } = image;
  const settings = await settingsFor(session, image, record);
  const { words, label, items } = wordItems(image, settings);
  const live = record && !record.deletedAt ? record : undefined;
  const tallies = live && settings && definition.counting?.tallies?.(live, settings);
  const facts = live && settings && (await factsOf(session, image, live, settings, isNew));
  const next: Ledger = {
    revision: ledger.revision + 1,
    version,
    counts: live ? countsOf(definition, live, settings?.timeZone ?? 'UTC', settings) : {},
    ...(tallies ? { tallies } : {}),
    ...(facts ? { facts } : {}),
    words,
    owner: live?.ownerId as string | undefined,
    label,
    // Of what was never projected there is nothing to tell.
    ...(record || ledger.revision === 0 ? {} : { gone: true }),
  };
  return { step: { name: { definition, orgId, id }, ledger, next, isRemoved: !record }, items };
}

/** Settings that have what the record names, if any do: it may be some seconds younger than those that are remembered. */
async function settingsFor(
  session: Session,
  { definition, orgId }: RecordName,
  record: AnyRecord | undefined,
): Promise<OrganizationSettings | undefined> {
  const settings = await settingsOf(session, orgId);
  const isKnown = !record || !settings || (definition.counting?.isKnownTo?.(record, settings) ?? true);
  return isKnown ? settings : newestSettings(session, orgId);
}

async function factsOf(
  session: Session,
  { definition, orgId, id }: RecordName,
  record: AnyRecord,
  settings: OrganizationSettings,
  isNew = false,
): Promise<Ledger['facts']> {
  const { facts, factsOfActivities } = definition.counting ?? {};
  if (!facts) return undefined;
  // The activities of a new record come behind it, each with its own image.
  const looks = factsOfActivities && !isNew;
  const first = looks ? await firstActivityAt(session, keyOf(definition, orgId, id)) : undefined;
  return {
    of: facts(record, settings, first),
    ownerId: record.ownerId as string | undefined,
  };
}

/** Records whose facts are made anew, and written with the rollups that they move, together. */
const together = 40;

/** Makes facts of records anew after some of their activities came, moved or went. */
export async function refreshFacts(session: Session, names: readonly RecordName[]): Promise<void> {
  for (let start = 0; start < names.length; start += together)
    await refreshTogether(session, names.slice(start, start + together));
}

/**
 * Each ledger's revision rises in any case, so that nobody who looked at the activities before writes afterwards what they
 * were. Where another hand was faster with one, all are looked at again.
 */
async function refreshTogether(session: Session, names: readonly RecordName[]): Promise<void> {
  for (let attempt = 0; ; attempt += 1) {
    const ledgers = await readLedgers(session, names);
    const items = await getItems<RecordItem>(
      session,
      names.map(({ definition, orgId, id }) => keyOf(definition, orgId, id)),
    );
    const steps = await Promise.all(
      names.map(async (name, index): Promise<Step[]> => {
        const [ledger, item] = [ledgers[index], items[index]];
        const record = item && recordFrom(name.definition, item);
        const settings = await settingsFor(session, name, record);
        // What was never projected, or is gone, is counted by its own image.
        if (!ledger || ledger.revision === 0 || !record || record.deletedAt || !settings) return [];
        const facts = await factsOf(session, name, record, settings);
        return [
          { name, ledger, next: { ...ledger, revision: ledger.revision + 1, facts }, isRemoved: false },
        ];
      }),
    );
    if (await commit(session, steps.flat())) return;
    await sleep(retryDelayMs(attempt));
  }
}

/** Words that are missing or carry something else, and those that are over. */
function wordsToWrite(
  { name, ledger, next }: Step,
  items: readonly WordItem[],
  isOne: boolean,
  touched: readonly Key[],
): WordChanges {
  const had = wordKeys(name, ledger);
  const standing = isOne && ledger.label === next.label ? had : [];
  return {
    puts: without(items, standing) as unknown as Item[],
    deletes: without([...had, ...(ledger.also ?? []), ...touched], items).map(({ pk, sk }) => ({ pk, sk })),
  };
}

/** What has to be written so that of all these words the wanted ones stand and the others do not. */
async function wordChanges(
  session: Session,
  wanted: readonly WordItem[],
  suspects: readonly Key[],
): Promise<WordChanges> {
  const keys = without([...wanted, ...suspects], []).map(({ pk, sk }) => ({ pk, sk }));
  const found = new Map<string, Item>();
  for (const item of await getItems(session, keys))
    if (item) found.set(itemName(item as unknown as Key), item);
  const stands = (item: WordItem): boolean => {
    const other = found.get(itemName(item));
    return other?.title === item.title && other.detail === item.detail && other.text === item.text;
  };
  return {
    puts: wanted.filter((item) => !stands(item)) as unknown as Item[],
    deletes: without(keys, wanted).filter((key) => found.has(itemName(key))),
  };
}

/** The distinct keys of one list that are not in another. */
function without<T extends Key>(keys: readonly T[], others: readonly Key[]): T[] {
  const known = new Set(others.map(itemName));
  return [...new Map(keys.map((key) => [itemName(key), key])).values()].filter(
    (key) => !known.has(itemName(key)),
  );
}
