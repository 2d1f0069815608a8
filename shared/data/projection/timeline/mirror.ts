import { itemName } from '../../store/item-name.ts';
import type { Key } from '../../store/keys.ts';
import { retryDelayMs, sleep } from '../../store/retry.ts';
import { getItems, writeItems, type Item } from '../../store/table.ts';
import type { Session } from '../../store/units.ts';
import { linesOf, type LineItem } from './lines.ts';

/**
 * An item that produces lines, and keys of lines that it may have produced before, including by an attempt that
 * crashed.
 */
export interface Source {
  key: Key;
  touched: readonly Key[];
}

/** Maximum number of keys in one BatchGetItem. */
const together = 100;

/**
 * Updates timeline lines from the current state of their sources. Then reads the sources again and reprocesses those that
 * have changed, so that outdated lines of a slow concurrent run are replaced. `standing` contains lines that are already
 * stored. On the first attempt, those that are correct are not rewritten. Returns the partitions in which lines were
 * written or removed: those of records, and of owners for whom records wait.
 */
export async function mirror(
  session: Session,
  sources: readonly Source[],
  standing: ReadonlyMap<string, LineItem> = new Map(),
): Promise<ReadonlySet<string>> {
  const merged = [...mergeByKey(sources).values()];
  const changed = new Set<string>();
  for (let start = 0; start < merged.length; start += together) {
    await mirrorPart(session, merged.slice(start, start + together), standing, changed);
  }
  return changed;
}

function mergeByKey(sources: readonly Source[]): Map<string, Source> {
  const merged = new Map<string, Source>();
  for (const { key, touched } of sources) {
    const known = merged.get(itemName(key));
    merged.set(itemName(key), { key, touched: [...(known?.touched ?? []), ...touched] });
  }
  return merged;
}

async function mirrorPart(
  session: Session,
  sources: readonly Source[],
  standing: ReadonlyMap<string, LineItem>,
  changed: Set<string>,
): Promise<void> {
  let open = sources;
  let items = await read(session, open);
  for (let attempt = 1; ; attempt += 1) {
    const expectedLines = items.map((item) => (item ? linesOf(item) : []));
    const puts = new Map(expectedLines.flat().map((line) => [itemName(line), line]));
    const touched = new Map(open.flatMap((source) => source.touched).map((key) => [itemName(key), key]));
    const isFirst = attempt === 1;
    const written = [...puts].flatMap(([name, line]) =>
      isFirst && standing.get(name)?.data === line.data ? [] : [line],
    );
    const removed = [...touched].flatMap(([name, { pk, sk }]) => (puts.has(name) ? [] : [{ pk, sk }]));
    await writeItems(session, written, removed);
    for (const { pk } of [...written, ...removed]) changed.add(pk);
    const after = await read(session, open);
    const moved = open.flatMap(({ key, touched: before }, index) =>
      isSame(expectedLines[index], after[index])
        ? []
        : [{ source: { key, touched: [...before, ...(expectedLines[index] ?? [])] }, item: after[index] }],
    );
    if (moved.length === 0) return;
    open = moved.map(({ source }) => source);
    items = moved.map(({ item }) => item);
    await sleep(retryDelayMs(Math.min(attempt, 5)));
  }
}

const read = (session: Session, sources: readonly Source[]): Promise<(Item | undefined)[]> =>
  getItems(
    session,
    sources.map(({ key }) => key),
  );

/** Whether an item has the same lines as before. They can follow from tallies, which change without a new version. */
const isSame = (before: readonly LineItem[] | undefined, item: Item | undefined): boolean =>
  JSON.stringify(before) === JSON.stringify(item ? linesOf(item) : []);
