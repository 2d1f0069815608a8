import { itemName } from '#data/store/item-name.ts';
import { organizationOf, projectionKey, recordIdOf, type Key } from '#data/store/keys.ts';
import { writeLog } from '#data/store/log.ts';
import { scanPage } from '#data/passes/scan-page.ts';
import { projectedOf, type ProjectedItem } from '#data/passes/scan-filters.ts';
import { storedPass, type PassState } from '#data/passes/stored-pass.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { readStates, lookupKeys, type RecordName } from '#data/projection/state.ts';
import type { ProjectionProgress } from '#data/records/backfilled.ts';
import { activityLists, projectionHash } from '#data/records/projection-hash.ts';
import { reindex } from '#data/projection/reindex.ts';
import { rebuildTimeline } from '#data/projection/timeline/rebuild.ts';
import type { Item } from '#data/store/table.ts';
import type { Session } from '#data/store/units.ts';
import { eachRecord } from './each-record.ts';

/** During a deployment, functions of the previous version may still write. After this time, none of them is running. */
const checkAfterSeconds = 15 * 60;

type ProjectionPass = ProjectionProgress & PassState;

/**
 * Reprojects all records of a type if its projection changed or no progress is stored, and once more after
 * `checkAfterSeconds`. Continues in the next run if the time `until` is reached. Until the backfill is done, old rows
 * and lookup terms remain in use.
 */
export async function backfill(session: Session, definition: RecordDefinition, until: number): Promise<void> {
  const passes = storedPass<ProjectionPass>({ key: projectionKey(definition.type.name), kind: 'projection' });
  const progress = (await passes.read(session)) ?? {};
  const hash = projectionHash(definition);
  const isCheck = progress.hash === hash;
  if (isCheck && (progress.checkAt === undefined || progress.checkAt > Date.now() / 1000)) return;
  const known = progress.activityLists === undefined ? {} : { activityLists: progress.activityLists };
  const held = await passes.hold(session, progress);
  const keep = (next: ProjectionProgress) => passes.replace(held, { ...known, ...next });
  // Saved before the first record is reprojected, so that a rollback during the backfill starts another one.
  if (progress.hash && !isCheck) await keep({ towards: hash });
  let lastKey = progress.towards === hash ? progress.lastKey : undefined;
  let items = 0;
  do {
    const page = await scanPage<ProjectedItem>(session, projectedOf(definition.type.name), lastKey);
    await backfillPage(session, definition, page.items, until);
    items += page.items.length;
    lastKey = page.lastKey;
    await keep({
      ...nextProgress(progress, hash, lastKey),
      ...(lastKey || !definition.type.hasActivities ? {} : { activityLists }),
    });
  } while (lastKey && Date.now() < until);
  writeLog({
    level: 'info',
    message: 'reprojected',
    type: definition.type.name,
    items,
    done: !lastKey,
  });
}

function nextProgress(
  before: ProjectionProgress,
  hash: string,
  lastKey: Item | undefined,
): ProjectionProgress {
  const isCheck = before.hash === hash;
  const { checkAt } = before;
  if (lastKey)
    return { towards: hash, lastKey, ...(isCheck ? { hash, ...(checkAt ? { checkAt } : {}) } : {}) };
  return { hash, ...(isCheck ? {} : { checkAt: Math.floor(Date.now() / 1000) + checkAfterSeconds }) };
}

/**
 * Reprojects the records of a page, including removed ones that still have a projection state, and deletes stray
 * lookup terms.
 */
async function backfillPage(
  session: Session,
  definition: RecordDefinition,
  items: readonly ProjectedItem[],
  until: number,
): Promise<void> {
  const partitions = new Map(
    items.flatMap(({ kind, pk }) => (kind === 'word' ? [] : [[pk, recordIdOf(pk)]])),
  );
  const records = [...partitions].map(([pk, id]) => ({
    name: { definition, orgId: organizationOf(pk), id },
    found: [] as Key[],
  }));
  const strays = await strayLookups(
    session,
    definition,
    items.filter(({ kind }) => kind === 'word'),
  );
  const project = async ({ name, found }: (typeof records)[number]): Promise<void> => {
    await reindex(session, name, found);
    await rebuildTimeline(session, name);
  };
  await eachRecord(session, [...records, ...strays], project, until);
}

/** Lookup terms that their record's projection state doesn't list, left by an abandoned batch or a restored table. */
async function strayLookups(
  session: Session,
  definition: RecordDefinition,
  words: readonly ProjectedItem[],
): Promise<{ name: RecordName; found: Key[] }[]> {
  const byRecord = new Map<string, { name: RecordName; found: Key[] }>();
  for (const { pk, sk, id = '' } of words) {
    const name: RecordName = { definition, orgId: organizationOf(pk), id };
    const group = byRecord.get(`${name.orgId} ${id}`) ?? { name, found: [] as Key[] };
    group.found.push({ pk, sk });
    byRecord.set(`${name.orgId} ${id}`, group);
  }
  const groups = [...byRecord.values()];
  const states = await readStates(
    session,
    groups.map(({ name }) => name),
  );
  return groups.flatMap(({ name, found }, index) => {
    const state = states[index];
    const known = new Set(state && lookupKeys(name, state).map(itemName));
    const unknown = found.filter((key) => !known.has(itemName(key)));
    return unknown.length > 0 ? [{ name, found: unknown }] : [];
  });
}
