import { lists } from '#contract/lists/list-operations.ts';
import { wholeGroup } from '#data/counters/groups.ts';
import type { Context } from '#data/organization/context.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import type { RecordDefinition } from '#data/records/definition.ts';
import { counterKey, customFieldsKey } from '#data/store/keys.ts';
import { serve } from '#http/serve.ts';
import { board, queryBoard } from './board.ts';
import { answerAboutCopies, isCopiesQuestion } from './copies-question.ts';
import { duplicates } from './duplicates.ts';
import { issueCustomers } from './issue-customers.ts';
import { isDefault, list } from './list.ts';
import { query } from './query.ts';
import { receivables } from './receivables.ts';
import { sales } from './sales.ts';
import { usesOfTags } from './tag-uses.ts';

const definitions = new Map(
  Object.values(recordDefinitions).map((definition) => [definition.type.plural, definition]),
);

const implementation = Object.fromEntries<unknown>(
  [...definitions].flatMap(([plural, definition]) => [
    [`${plural}.list`, of(list, definition)],
    [`${plural}.query`, of(query, definition)],
    ...(definition.type.board
      ? [
          [`${plural}.board`, of(board, definition)] as const,
          [`${plural}.queryBoard`, of(queryBoard, definition)] as const,
        ]
      : []),
  ]),
);

function of<Input, Output>(
  run: (definition: RecordDefinition, context: Context, input: Input) => Promise<Output>,
  definition: RecordDefinition,
) {
  return (context: Context, input: Input) => run(definition, context, input);
}

const serveLists = serve(
  lists,
  {
    ...implementation,
    'tags.uses': usesOfTags,
    'search.duplicates': duplicates,
    'analytics.receivables': receivables,
    'analytics.sales': sales,
    'analytics.issueCustomers': issueCustomers,
  } as never,
  (operation, orgId, _params, query) => {
    const [plural = '', verb] = operation.split('.');
    const type = definitions.get(plural)?.type;
    if (!type) return [];
    // Default lists are read with eventual consistency, which costs half as much.
    if (verb === 'list' && isDefault(Object.fromEntries(query))) return [];
    return [
      customFieldsKey(orgId, type.name),
      ...(verb === 'board' && type.board?.sums ? [counterKey(orgId, type.name, wholeGroup)] : []),
    ];
  },
);

/** Serves the lists of all record types, and answers the question of a deployment. */
export const handler = async (event: object, context: object): Promise<unknown> =>
  isCopiesQuestion(event) ? answerAboutCopies() : serveLists(event, context);
