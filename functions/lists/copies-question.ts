import type { Column } from '#contract/lists/column.ts';
import type { CopiesAnswer, CopiesQuestion } from '#contract/lists/copies-question.ts';
import { databaseImages, imagesInMemory } from '#data/copies/database-images.ts';
import { ListDatabase } from '#data/lists/list-database.ts';

export const isCopiesQuestion = (event: object): event is CopiesQuestion =>
  'question' in event && event.question === 'copies';

const column: Column = { name: 'name', kind: 'text', hasMembers: false };
const records = ['one', 'two'].map((id) => ({ id, source: { name: id }, body: '{}', searchText: id }));

/** Stores and opens a list of two records. Throws if that isn't possible, or another list comes of it. */
export function answerAboutCopies(): CopiesAnswer {
  const stored = ListDatabase.create([column]);
  stored.put(records);
  const parts = { columns: stored.serialize('columns'), bodies: stored.serialize('bodies') };
  const opened = ListDatabase.open(parts, [column]);
  const { total } = opened.answer({ reach: 'all', sorts: [], limit: 1 });
  stored.close();
  opened.close();
  if (total !== records.length) throw new Error(`a copy of ${records.length} records has ${total}`);
  return { runtime: process.version, way: databaseImages === imagesInMemory ? 'memory' : 'files' };
}
