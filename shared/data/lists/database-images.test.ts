import { readdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { columnsOf } from '#contract/lists/column.ts';
import { contact } from '#contract/records/contact.ts';
import type { ListRecord } from './cells.ts';
import { databaseImages, imagesInFiles, imagesInMemory } from '../copies/database-images.ts';
import { ListDatabase } from './list-database.ts';
import { settings } from './questions-under-test.ts';

const ways = { memory: imagesInMemory, files: imagesInFiles };
const names = Object.keys(ways) as (keyof typeof ways)[];
const pairs = names.flatMap((writes) => names.map((opens) => ({ writes, opens })));
const columns = [...columnsOf(contact, [], settings).values()];
const record = (at: number): ListRecord => ({
  id: `record-${at}`,
  source: { fullName: `Ana ${at}` },
  body: JSON.stringify({ at }),
  searchText: `ana ${at}`,
});
const left = () => readdirSync(tmpdir()).filter((name) => /^list-[\da-f-]{36}/.test(name));
const idsIn = (database: ListDatabase): string[] =>
  database.answer({ reach: 'all', sorts: [], limit: 1_000 }).rows.map(({ id }) => id);

test.each(pairs)(
  'a list that $writes write opens with $opens, and can be changed and written again',
  (pair) => {
    const before = left();
    const [writes, opens] = [ways[pair.writes], ways[pair.opens]];
    const first = ListDatabase.create(columns);
    first.put(Array.from({ length: 500 }, (_, at) => record(at)));
    const parts = { columns: first.serialize('columns', writes), bodies: first.serialize('bodies', writes) };
    const second = ListDatabase.open(parts, columns, opens);
    expect(idsIn(second)).toEqual(idsIn(first));
    expect(second.bytes()).toBeGreaterThan(10_000);
    second.put([record(500), record(501)]);
    second.remove(['record-0']);
    const again = ListDatabase.open({ columns: second.serialize('columns', opens) }, columns, opens);
    expect(idsIn(again)).toHaveLength(501);
    for (const database of [first, second, again]) database.close();
    expect(left()).toEqual(before);
  },
);

test('a runtime that can serialize databases does without files', () => {
  expect(databaseImages).toBe(imagesInMemory);
});
