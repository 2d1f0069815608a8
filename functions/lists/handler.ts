import { lists } from '#contract/lists/list-operations.ts';
import { wholeGroup } from '#data/counters/groups.ts';
import { customFieldsKeysToRead } from '#data/custom-fields/definitions.ts';
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
    const { type, verb, isIndexed } = asked(operation, query);
    if (!type) return [];
    const counter = counterKey(orgId, type.name, wholeGroup);
    // The number of records in an index comes from a counter.
    if (isIndexed) return [counter];
    return [customFieldsKey(orgId, type.name), ...(verb === 'board' && type.board?.sums ? [counter] : [])];
  },
  (operation, orgId, _params, query) => {
    const { type, isIndexed } = asked(operation, query);
    return type && isIndexed ? customFieldsKeysToRead(orgId, type.name) : [];
  },
);

/** The record type and the verb of an operation, and whether it usually reads an index. */
function asked(operation: string, query: URLSearchParams) {
  const [plural = '', verb] = operation.split('.');
  const isIndexed = verb === 'list' && isDefault(Object.fromEntries(query));
  return { type: definitions.get(plural)?.type, verb, isIndexed };
}

/** Serves the lists of all record types, and answers the question of a deployment. */
export const handler = async (event: object, context: object): Promise<unknown> =>
  isCopiesQuestion(event) ? answerAboutCopies() : serveLists(event, context);
