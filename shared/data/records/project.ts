import { limits } from '#contract/limits.ts';
import { counterKey, ledgerKey, wordKey, type Key } from '../keys.ts';
import { settingsOf } from '../organization.ts';
import { retryDelayMs, sleep } from '../retry.ts';
import { getItem, getItems, isConditionFailed, putItem, writeItems } from '../table.ts';
import { transact, type Action } from '../transact.ts';
import type { Session } from '../units.ts';
import { countsOf, type Counts } from './counters.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from './definition.ts';
import { recordFrom, type RecordItem } from './stored.ts';
import type { WordItem } from './search.ts';

/** A record as some image of the stream showed it; `record` is undefined once it was removed from the table. */
export interface Image {
  definition: RecordDefinition;
  orgId: string;
  id: string;
  version: number;
  record: AnyRecord | undefined;
  /** The record as it last was, where it was removed. */
  last?: AnyRecord;
}

/** What was last projected for a record. `revision` rises with every write of it, whatever the version. */
interface Ledger {
  revision: number;
  version: number;
  counts: Counts;
  words: string[];
  /** The words stand under the owner too. */
  owner?: string | undefined;
  /** Title and second line that the words carry. */
  label: string;
}
/** A word of the organization (owner '') or of one owner. */
type WordName = [owner: string, word: string];

const emptyLedger: Ledger = { revision: 0, version: 0, counts: {}, words: [], label: '' };
/** A removed record's ledger outlives every image that the stream can still deliver. */
const tombstoneSeconds = 3 * 86_400;

/** What one record changes: its next ledger and how far counters move. */
interface Step {
  image: Image;
  ledger: Ledger;
  next: Ledger;
}

/**
 * Brings search words and counters in line with the newest of the given images, each record exactly once however often,
 * in whatever order and by however many hands its images come. Words are written first, then ledger and counters in one
 * transaction that holds only if nobody else has touched the ledger since; who loses begins again from the current record.
 */
export async function project(session: Session, images: readonly Image[]): Promise<void> {
  const groups = groupByRecord(images);
  const ledgers = await readLedgers(
    session,
    groups.map((group) => group.newest),
  );
  const steps: Step[] = [];
  for (const [index, group] of groups.entries()) {
    const ledger = ledgers[index] ?? emptyLedger;
    if (group.newest.version <= ledger.version) await reconcile(session, group.newest, group.words);
    else steps.push(await writeWords(session, group.newest, ledger, group.words));
  }
  const done = await commitTogether(session, steps);
  if (!done) {
    for (const step of steps)
      await reconcile(session, step.image, [...named(step.next), ...named(step.ledger)]);
  }
}

/** Projects a record from what the table holds now: rebuild, redrive and lost races all come here. */
export async function reproject(
  session: Session,
  definition: RecordDefinition,
  orgId: string,
  id: string,
): Promise<void> {
  await reconcile(session, { definition, orgId, id, version: 0, record: undefined }, []);
}

/** `touched` are words that some image may have left behind. */
async function reconcile(session: Session, about: Image, touched: readonly WordName[]): Promise<void> {
  let suspects = [...touched];
  for (let attempt = 0; ; attempt += 1) {
    const [ledger = emptyLedger] = await readLedgers(session, [about]);
    const current = await currentImage(session, about, ledger);
    const step = await writeWords(session, current, { ...ledger, label: '' }, suspects);
    if (await commitTogether(session, [{ ...step, ledger }])) return;
    suspects = [...suspects, ...named(step.next)];
    await sleep(retryDelayMs(attempt));
  }
}

async function currentImage(session: Session, about: Image, ledger: Ledger): Promise<Image> {
  const item = await getItem<RecordItem>(session, keyOf(about.definition, about.orgId, about.id));
  if (!item) return { ...about, version: Math.max(about.version, ledger.version), record: undefined };
  return { ...about, version: item.version, record: recordFrom(about.definition, item) };
}

interface Group {
  newest: Image;
  /** Words of every image in the batch: an earlier try at an older one may have written them. */
  words: WordName[];
}

function groupByRecord(images: readonly Image[]): Group[] {
  const groups = new Map<string, Group>();
  for (const image of images) {
    const name = `${image.orgId}#${image.definition.type.name}#${image.id}`;
    const group = groups.get(name);
    const words = [...(group?.words ?? []), ...wordsFor(image)];
    groups.set(name, { newest: group && group.newest.version > image.version ? group.newest : image, words });
  }
  return [...groups.values()];
}

function wordsFor({ definition, record }: Image): WordName[] {
  if (!record || record.deletedAt) return [];
  return named({ words: definition.searchWords(record), owner: record.ownerId as string | undefined });
}

function named({ words, owner }: Pick<Ledger, 'words' | 'owner'>): WordName[] {
  return [
    ...words.map((word): WordName => ['', word]),
    ...(owner ? words.map((word): WordName => [owner, word]) : []),
  ];
}

const nameOf = ([owner, word]: WordName): string => `${owner} ${word}`;

/** Writes words that are missing or whose label changed, deletes those that are over, and says what the ledger becomes. */
async function writeWords(
  session: Session,
  image: Image,
  ledger: Ledger,
  touched: readonly WordName[],
): Promise<Step> {
  const { definition, orgId, id, record, version } = image;
  const live = record && !record.deletedAt ? record : undefined;
  const words = live ? definition.searchWords(live) : [];
  const title = String(live?.[definition.type.title] ?? '');
  const detail = live && definition.searchDetail(live);
  const label = JSON.stringify([title, detail ?? null]);
  const wanted = wordsFor(image);
  const had = named(ledger);
  const keyFor = ([owner, word]: WordName): Key =>
    wordKey(orgId, owner || undefined, word, definition.type.name, id);
  const text = ` ${words.join(' ')}`.slice(0, 500);
  const items = without(wanted, ledger.label === label ? had : []).map((word): WordItem => ({
    ...keyFor(word),
    kind: 'word',
    type: definition.type.name as WordItem['type'],
    id,
    title,
    detail,
    text,
  }));
  await writeItems(session, items as never, without([...had, ...touched], wanted).map(keyFor));
  const settings = (await settingsOf(session, orgId)) ?? { timeZone: 'UTC' };
  const next: Ledger = {
    revision: ledger.revision + 1,
    version,
    counts: live ? countsOf(definition, live, settings) : {},
    words,
    owner: live?.ownerId as string | undefined,
    label,
  };
  return { image, ledger, next };
}

/** The distinct words of one list that are not in another. */
function without(words: readonly WordName[], others: readonly WordName[]): WordName[] {
  const known = new Set(others.map(nameOf));
  return [...new Map(words.map((word) => [nameOf(word), word])).values()].filter(
    (word) => !known.has(nameOf(word)),
  );
}

/** Ledgers and the sum of what they move, in one transaction; false if another hand was faster with any of them. */
async function commitTogether(session: Session, steps: readonly Step[]): Promise<boolean> {
  const counters = counterActions(steps);
  if (steps.length > 1 && steps.length + counters.length > limits.transactionActions) {
    const half = Math.ceil(steps.length / 2);
    const first = await commitTogether(session, steps.slice(0, half));
    return (await commitTogether(session, steps.slice(half))) && first;
  }
  try {
    // A ledger alone needs no transaction, which would cost twice as much.
    if (counters.length === 0) for (const step of steps) await putItem(session, ledgerPut(step));
    else
      await transact(session, [
        ...steps.map((step) => ({ put: ledgerPut(step), refuse: () => new LedgerMoved() })),
        ...counters,
      ]);
    return true;
  } catch (error) {
    if (error instanceof LedgerMoved || isConditionFailed(error)) return false;
    throw error;
  }
}

class LedgerMoved extends Error {}

function ledgerPut({ image, ledger, next }: Step) {
  const expiresAt = Math.floor(Date.now() / 1000) + tombstoneSeconds;
  return {
    Item: {
      ...ledgerKey(image.orgId, image.definition.type.name, image.id),
      kind: 'ledger',
      revision: next.revision,
      data: JSON.stringify(next),
      ...(image.record ? {} : { expiresAt }),
    },
    ...(ledger.revision === 0
      ? { ConditionExpression: 'attribute_not_exists(pk)' }
      : {
          ConditionExpression: 'revision = :revision',
          ExpressionAttributeValues: { ':revision': ledger.revision },
        }),
  };
}

function counterActions(steps: readonly Step[]): Action[] {
  const moves = new Map<string, { key: Key; by: Map<string, number> }>();
  const move = ({ orgId, definition }: Image, counts: Counts, by: number) => {
    for (const [group, attributes] of Object.entries(counts)) {
      const key = counterKey(orgId, definition.type.name, group);
      const name = `${key.pk} ${key.sk}`;
      const counter = moves.get(name) ?? { key, by: new Map<string, number>() };
      for (const attribute of attributes) counter.by.set(attribute, (counter.by.get(attribute) ?? 0) + by);
      moves.set(name, counter);
    }
  };
  for (const { image, ledger, next } of steps) {
    move(image, ledger.counts, -1);
    move(image, next.counts, 1);
  }
  return [...moves.values()].flatMap(({ key, by }) => {
    const changed = [...by].filter(([, amount]) => amount !== 0);
    if (changed.length === 0) return [];
    return [
      {
        update: {
          Key: { ...key },
          UpdateExpression: `ADD ${changed.map((_, index) => `#a${index} :a${index}`).join(', ')}`,
          ExpressionAttributeNames: Object.fromEntries(changed.map(([name], index) => [`#a${index}`, name])),
          ExpressionAttributeValues: Object.fromEntries(
            changed.map(([, amount], index) => [`:a${index}`, amount]),
          ),
        },
      },
    ];
  });
}

async function readLedgers(session: Session, images: readonly Image[]): Promise<(Ledger | undefined)[]> {
  const keys = images.map((image) => ledgerKey(image.orgId, image.definition.type.name, image.id));
  const items = await getItems<{ data: string }>(session, keys);
  return items.map((item) => item && (JSON.parse(item.data) as Ledger));
}
