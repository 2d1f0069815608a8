import type { ActivityTally } from '#contract/tally.ts';
import type { Context } from '../organization/context.ts';
import { getItems } from '../store/table.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from './definition.ts';
import { activityTallyFrom, readTally } from './read.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the contract's schemas give each type its own input and output
type Verb = (context: Context, input: any) => Promise<any>;

/**
 * The operations of a record type, whose answers have what isn't stored with the values of the records in them: their
 * activity tallies, and what the settings say of their values. The tally of the record in the path was prefetched with
 * the record, and new records have no activities, so this reads nothing except for a repeated request that created
 * records.
 */
export function completeAnswers<Verbs extends Record<string, Verb>>(
  definition: RecordDefinition,
  verbs: Verbs,
): Verbs {
  if (!definition.type.hasActivities && !definition.fromSettings) return verbs;
  const completed = Object.entries(verbs).map(([name, run]): [string, Verb] => [
    name,
    name === 'create' || name === 'createMany'
      ? async (context, input) => completeNew(definition, context, (await run(context, input)) as Created)
      : async (context, input: { id: string }) => {
          const tally = definition.type.hasActivities
            ? await readTally(context, keyOf(definition, context.orgId, input.id))
            : undefined;
          const output = (await run(context, input)) as WithRecord;
          return completeOne(input.id, output, (record) => complete(definition, context, record, tally));
        },
  ]);
  return Object.fromEntries(completed) as Verbs;
}

type Created = AnyRecord | { items: AnyRecord[] };
type WithRecord = AnyRecord | { record?: AnyRecord; id?: undefined };

const complete = (
  definition: RecordDefinition,
  { settings }: Context,
  record: AnyRecord,
  tally: ActivityTally | undefined,
): AnyRecord => ({ ...record, ...definition.fromSettings?.(record, settings), ...tally });

/** Completes the record with an id, which is the output itself or its `record`. */
function completeOne(
  id: string,
  output: WithRecord,
  completed: (record: AnyRecord) => AnyRecord,
): AnyRecord | WithRecord {
  if (output.id !== undefined) return output.id === id ? completed(output) : output;
  return output.record?.id === id ? { ...output, record: completed(output.record) } : output;
}

async function completeNew(
  definition: RecordDefinition,
  context: Context,
  output: Created,
): Promise<unknown> {
  const records = 'items' in output ? (output.items as AnyRecord[]) : [output];
  const tallies = definition.type.hasActivities
    ? await talliesOfNew(definition, context, records)
    : undefined;
  const completed = records.map((record, index) => complete(definition, context, record, tallies?.[index]));
  return 'items' in output ? { ...output, items: completed } : completed[0];
}

/**
 * Tallies of records that a request created. A repeated request returns those of the first, which can have activities by
 * now.
 */
async function talliesOfNew(
  definition: RecordDefinition,
  context: Context,
  records: readonly AnyRecord[],
): Promise<ActivityTally[]> {
  if (!context.reply.isReplayed) return records.map(() => activityTallyFrom(undefined));
  const keys = records.map(({ id }) => keyOf(definition, context.orgId, id));
  const items = await getItems<ActivityTally>(context, keys, {
    ProjectionExpression: 'pk, sk, activityCount, lastActivityAt',
  });
  return items.map(activityTallyFrom);
}
