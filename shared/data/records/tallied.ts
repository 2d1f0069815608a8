import type { ActivityTally } from '#contract/tally.ts';
import type { Context } from '../organization/context.ts';
import { getItems } from '../store/table.ts';
import { keyOf, type AnyRecord, type RecordDefinition } from './definition.ts';
import { activityTallyFrom, readTally } from './read.ts';

// eslint-disable-next-line @typescript-eslint/no-explicit-any -- the contract's schemas give each type its own input and output
type Verb = (context: Context, input: any) => Promise<any>;

/**
 * The operations of a record type, whose answers have the activity tallies of the records that they contain if the type
 * has activities. The tally of the record in the path was prefetched with the record, and new records have no activities,
 * so this reads nothing except for a repeated request that created records.
 */
export function withActivityTallies<Verbs extends Record<string, Verb>>(
  definition: RecordDefinition,
  verbs: Verbs,
): Verbs {
  if (!definition.type.hasActivities) return verbs;
  const tallied = Object.entries(verbs).map(([name, run]): [string, Verb] => [
    name,
    name === 'create' || name === 'createMany'
      ? async (context, input) =>
          withTalliesOfNew(definition, context, (await run(context, input)) as Created)
      : async (context, input: { id: string }) => {
          const tally = await readTally(context, keyOf(definition, context.orgId, input.id));
          return withTallyOf(input.id, (await run(context, input)) as WithRecord, tally);
        },
  ]);
  return Object.fromEntries(tallied) as Verbs;
}

type Created = AnyRecord | { items: AnyRecord[] };
interface WithRecord {
  id?: string;
  record?: AnyRecord;
}

/** Adds the tally to the record with an id, which is the output itself or its `record`. */
function withTallyOf(id: string, output: WithRecord, tally: ActivityTally): unknown {
  if (output.id === id) return { ...output, ...tally };
  return output.record?.id === id ? { ...output, record: { ...output.record, ...tally } } : output;
}

async function withTalliesOfNew(
  definition: RecordDefinition,
  context: Context,
  output: Created,
): Promise<unknown> {
  const records = 'items' in output ? (output.items as AnyRecord[]) : [output];
  const keys = records.map(({ id }) => keyOf(definition, context.orgId, id));
  // A repeated request returns the records that the first one created, which can have activities by now.
  const items = context.reply.isReplayed
    ? await getItems<ActivityTally>(context, keys, {
        ProjectionExpression: 'pk, sk, activityCount, lastActivityAt',
      })
    : [];
  const tallied = records.map((record, index) => ({ ...record, ...activityTallyFrom(items[index]) }));
  return 'items' in output ? { ...output, items: tallied } : tallied[0];
}
