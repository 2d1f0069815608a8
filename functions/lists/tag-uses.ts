import type { OutputOf } from '#contract/operation.ts';
import { limits } from '#contract/limits.ts';
import type { tagUses } from '#contract/tag.ts';
import type { ListDatabase } from '#data/lists/list-database.ts';
import { askList, listDeadline } from '#data/lists/list-store.ts';
import { listSubject, reachIn } from '#data/lists/list-subject.ts';
import type { Context } from '#data/organization/context.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { readReach, readScope } from '#data/records/read.ts';

type Uses = OutputOf<typeof tagUses>;

/** The number of records with each tag that the caller can see, by record type. */
export async function usesOfTags(context: Context): Promise<Uses> {
  const until = listDeadline();
  const tagged = Object.values(recordDefinitions).filter(
    (definition) => 'tagIds' in definition.type.fields && readScope(definition, context) !== undefined,
  );
  const uses = await Promise.all(tagged.map((definition) => usesIn(context, definition, until)));
  return { items: uses.flat() };
}

async function usesIn(context: Context, definition: RecordDefinition, until: number): Promise<Uses['items']> {
  const subject = await listSubject(context, definition);
  const by = subject.columns.get('tagIds');
  const reach = reachIn(subject, readReach(definition, context));
  const ask = (database: ListDatabase) =>
    database.summarize({ reach, by, measures: [], groupsMax: limits.tagsPerOrganization + 1 });
  const { answer } = await askList(context, subject, ask, { until });
  return answer.groups.flatMap(({ key, count }) =>
    key === null ? [] : [{ tagId: key, recordType: definition.type.name, count }],
  );
}
