import type { Column } from '#contract/lists/column.ts';
import type { OutputOf } from '#contract/operation.ts';
import type { tagUses } from '#contract/tag.ts';
import type { ListDatabase } from '#data/lists/list-database.ts';
import { askList } from '#data/lists/list-source.ts';
import { copyDeadline } from '#data/copies/copy-store.ts';
import { listSubject, reachIn } from '#data/lists/list-subject.ts';
import { readMergedTags, readTagIds } from '#data/organization/tag-ids.ts';
import type { Context } from '#data/organization/context.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { readReach, readScope } from '#data/records/read.ts';

type Uses = OutputOf<typeof tagUses>;

/** The number of records with each tag that the caller can see, by record type. */
export async function usesOfTags(context: Context): Promise<Uses> {
  const until = copyDeadline(context);
  const tagged = Object.values(recordDefinitions).filter(
    (definition) => 'tagIds' in definition.type.fields && readScope(definition, context) !== undefined,
  );
  const existing = await readTagIds(context);
  const tags = { existing: [...existing], merged: await readMergedTags(context, existing) };
  const uses: Uses['items'] = [];
  // One list after the other, because each is opened in memory.
  for (const definition of tagged) uses.push(...(await usesIn(context, definition, tags, until)));
  return { items: uses };
}

async function usesIn(
  context: Context,
  definition: RecordDefinition,
  tags: Pick<Column, 'existing' | 'merged'>,
  until: number,
): Promise<Uses['items']> {
  const subject = await listSubject(context, definition);
  const column = subject.columns.get('tagIds');
  const by = column && { ...column, ...tags };
  const reach = reachIn(subject, readReach(definition, context));
  const ask = (database: ListDatabase) =>
    database.summarize({ reach, by, measures: [], groupsMax: Infinity });
  const { answer } = await askList(context, subject, ask, { until });
  return answer.groups.flatMap(({ key, count }) =>
    key === null ? [] : [{ tagId: key, recordType: definition.type.name, count }],
  );
}
