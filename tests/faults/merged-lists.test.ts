import { BatchWriteCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, expect, test, vi } from 'vitest';
import { limits } from '#contract/limits.ts';
import type { MergedLists } from '#data/records/merged-lists.ts';
import type { Position } from '#data/records/cursor.ts';
import { count, seed } from '../counts.ts';
import { randomOf } from './random.ts';
import { startTable } from './table-under-test.ts';

vi.setConfig({ testTimeout: 3_600_000 });

const table = await startTable();
const { positionFrom, readMergedPage } = await import('#data/records/merged-lists.ts');
const { newSession } = await import('#data/store/units.ts');
afterAll(() => table.stop());

interface Row {
  partition: string;
  place: string;
  kind: string;
}
async function put(rows: readonly Row[]): Promise<void> {
  for (let start = 0; start < rows.length; start += 25)
    await table.client.send(
      new BatchWriteCommand({
        RequestItems: {
          [table.name]: rows.slice(start, start + 25).map(({ partition, place, kind }) => ({
            PutRequest: {
              Item: { pk: `item ${place}`, sk: '~', g1pk: partition, g1sk: place, row: kind, facets: '' },
            },
          })),
        },
      }),
    );
}

/** All positions in the order of the pages, and the size of each page. */
async function pages(lists: MergedLists, limit: number): Promise<{ places: string[]; sizes: number[] }> {
  const places: string[] = [];
  const sizes: number[] = [];
  let next: Position | undefined;
  do {
    const page = await readMergedPage(newSession(), lists, limit, next);
    places.push(...page.entries.map(({ place }) => place));
    sizes.push(page.entries.length);
    next = page.next;
    expect(sizes.length).toBeLessThan(3_000);
  } while (next);
  return { places, sizes };
}
const byBytes = (a: string, b: string) => Buffer.compare(Buffer.from(a), Buffer.from(b));
const ofKind = (kind: string): NonNullable<MergedLists['filter']> => ({
  expression: 'contains(#row, :kind)',
  values: { ':kind': kind },
  among: undefined,
});

test(`merged lists return each entry once and in order for any sizes, spans, filters and pages (seed ${seed})`, async () => {
  const random = randomOf(seed);
  const int = (limit: number) => random.below(limit);
  const texts = ['a', 'b', 'é', 'z', '~', '王', '😀', 'ﬀ', '', '2026-01-01T00:00:00.000Z', '2026-01-01'];
  for (let world = 0; world < count(4, 12); world += 1) {
    const partitions = Array.from({ length: 1 + int(8) }, (_, index) => `world ${world} list ${index}`);
    const rows: Row[] = partitions.flatMap((partition) =>
      Array.from({ length: int(4) === 0 ? 0 : int(60) }, () => ({
        partition,
        place: `${texts[int(texts.length)]}${texts[int(texts.length)]}#${world}-${int(1e9)}`,
        kind: `kind ${int(5)}`,
      })),
    );
    await put(rows);
    for (let round = 0; round < count(6, 12); round += 1) {
      const kind = int(2) ? `kind ${int(5)}` : undefined;
      const [a, b] = [texts[int(texts.length)]!, texts[int(texts.length)]!].sort(byBytes);
      const span = { ...(int(3) ? {} : { from: a! }), ...(int(3) ? {} : { to: `${b!}~` }) };
      const descending = int(2) === 0;
      const lists: MergedLists = {
        index: 'g1',
        partitions,
        descending,
        span: span.from === '' ? {} : span,
        chunk: 1 + int(40),
        ...(kind ? { filter: ofKind(kind) } : {}),
      };
      const { from, to } = lists.span;
      const expected = rows
        .filter((row) => !kind || row.kind === kind)
        .map(({ place }) => place)
        .filter((place) => from === undefined || byBytes(place, from) >= 0)
        .filter((place) => to === undefined || byBytes(place, to) <= 0)
        .sort((x, y) => (descending ? byBytes(y, x) : byBytes(x, y)));
      expect((await pages(lists, 1 + int(30))).places).toEqual(expected);
    }
  }
});

test('a page of merged lists is full even if one list precedes all others', async () => {
  const partitions = Array.from({ length: 60 }, (_, index) => `busy ${index}`);
  const rows = partitions.flatMap((partition, list) =>
    Array.from({ length: list === 7 ? 300 : 8 }, (_, index) => ({
      partition,
      place: `${list === 7 ? 'a' : 'b'}${String(index).padStart(3, '0')}#${list}`,
      kind: 'any',
    })),
  );
  await put(rows);
  const { places, sizes } = await pages({ index: 'g1', partitions, descending: false, span: {} }, 50);
  expect(places).toEqual(rows.map(({ place }) => place).sort(byBytes));
  expect(sizes.slice(0, -1).every((size) => size === 50)).toBe(true);
});

test('a page is short if a request reached its read limit, and the next one continues', async () => {
  const partitions = ['rare 0', 'rare 1'];
  const rows = Array.from({ length: 2_400 }, (_, index) => ({
    partition: partitions[index % 2]!,
    place: `${String(index).padStart(5, '0')}#x`,
    kind: index % 700 === 699 ? 'rare' : 'usual',
  }));
  await put(rows);
  const lists: MergedLists = {
    index: 'g1',
    partitions,
    descending: false,
    span: {},
    filter: ofKind('rare'),
  };
  const { places, sizes } = await pages(lists, 10);
  expect(places).toEqual(['00699#x', '01399#x', '02099#x']);
  expect(sizes.length).toBeGreaterThanOrEqual(Math.floor(2_400 / limits.boundedReadItems));
  const outside = positionFrom('00001#x');
  const none = await readMergedPage(newSession(), { ...lists, span: { to: '00000#' } }, 5, outside);
  expect(none).toEqual({ entries: [], next: undefined });
});
