import { organizationOf, projectionKey, type Key } from '#data/keys.ts';
import { writeLog } from '#data/log.ts';
import { poisoned } from '#data/poison.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { readLedgers, wordKeys, type RecordName } from '#data/records/ledger.ts';
import { projectionHash } from '#data/records/projection-hash.ts';
import { reindex } from '#data/records/reindex.ts';
import { rebuildTimeline } from '#data/timeline/rebuild.ts';
import {
  getItem,
  isTemporary,
  itemName,
  putItem,
  scanType,
  type Item,
  type ScannedItem,
} from '#data/table.ts';
import type { Session } from '#data/units.ts';
import { eachOf } from './each-of.ts';

interface Progress {
  /** The projection that every record was made with; absent while records are being brought to another. */
  hash?: string;
  /** The projection that records are being brought to, and how far that has come. */
  towards?: string;
  lastKey?: Item;
  /** When to walk once more, epoch seconds. */
  checkAt?: number;
}

/** While a deployment goes on, functions of the version before still write; then they are gone for certain. */
const checkAfterSeconds = 15 * 60;

/**
 * Brings all records of a type to its present projection, where that is not what they were last brought to, and once
 * more some time after. A table without progress is new, was made before, or is to be projected again by an operator's
 * wish: it is walked. The old rows and words serve until then.
 */
export async function bringUp(session: Session, definition: RecordDefinition, until: number): Promise<void> {
  const key = projectionKey(definition.type.name);
  const progress: Progress = (await getItem<Progress>(session, key)) ?? {};
  const hash = projectionHash(definition);
  const isCheck = progress.hash === hash;
  if (isCheck && (progress.checkAt === undefined || progress.checkAt > Date.now() / 1000)) return;
  const keep = (next: Progress) => putItem(session, { Item: { ...key, kind: 'projection', ...next } });
  // Before the first record is brought up: whoever rolls back from here on finds no hash and walks again.
  if (progress.hash && !isCheck) await keep({ towards: hash });
  let lastKey = progress.towards === hash ? progress.lastKey : undefined;
  let items = 0;
  do {
    const page = await scanType(session, definition.type.name, lastKey);
    await bringUpPage(session, definition, page.items);
    items += page.items.length;
    lastKey = page.lastKey;
    await keep(nextProgress(progress, hash, lastKey));
  } while (lastKey && Date.now() < until);
  writeLog({
    level: 'info',
    message: 'reprojected',
    type: definition.type.name,
    items,
    done: !lastKey,
  });
}

function nextProgress(before: Progress, hash: string, lastKey: Item | undefined): Progress {
  const isCheck = before.hash === hash;
  const { checkAt } = before;
  if (lastKey)
    return { towards: hash, lastKey, ...(isCheck ? { hash, ...(checkAt ? { checkAt } : {}) } : {}) };
  return { hash, ...(isCheck ? {} : { checkAt: Math.floor(Date.now() / 1000) + checkAfterSeconds }) };
}

/** Records as they are found, by ledgers those that are gone, and words that the ledger of their record does not know. */
async function bringUpPage(
  session: Session,
  definition: RecordDefinition,
  items: readonly ScannedItem[],
): Promise<void> {
  const partitions = new Map(items.flatMap(({ kind, pk, id }) => (kind === 'word' ? [] : [[pk, id]])));
  const records = [...partitions].map(([pk, id]) => ({
    name: { definition, orgId: organizationOf(pk), id },
    found: [] as Key[],
  }));
  const strays = await strayWords(
    session,
    definition,
    items.filter(({ kind }) => kind === 'word'),
  );
  await eachOf([...records, ...strays], async ({ name, found }) => {
    try {
      await reindex(session, name, found);
      await rebuildTimeline(session, name);
    } catch (error) {
      if (isTemporary(error)) throw error;
      await poisoned(name, error);
    }
  });
}

/** Words that stand without being told of: of a batch that was given up, or of a restored table. */
async function strayWords(
  session: Session,
  definition: RecordDefinition,
  words: readonly ScannedItem[],
): Promise<{ name: RecordName; found: Key[] }[]> {
  const byRecord = new Map<string, { name: RecordName; found: Key[] }>();
  for (const { pk, sk, id } of words) {
    const name: RecordName = { definition, orgId: organizationOf(pk), id };
    const group = byRecord.get(`${name.orgId} ${id}`) ?? { name, found: [] as Key[] };
    group.found.push({ pk, sk });
    byRecord.set(`${name.orgId} ${id}`, group);
  }
  const groups = [...byRecord.values()];
  const strays: typeof groups = [];
  for (let start = 0; start < groups.length; start += 100) {
    const part = groups.slice(start, start + 100);
    const ledgers = (
      await readLedgers(
        session,
        part.map(({ name }) => name),
      )
    ).values();
    for (const { name, found } of part) {
      const ledger = ledgers.next().value;
      const known = new Set(ledger && wordKeys(name, ledger).map(itemName));
      const unknown = found.filter((key) => !known.has(itemName(key)));
      if (unknown.length > 0) strays.push({ name, found: unknown });
    }
  }
  return strays;
}
