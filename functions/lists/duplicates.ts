import type { InputOf, OutputOf } from '#contract/operation.ts';
import { limits } from '#contract/limits.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import type { duplicateSearch, PossibleDuplicate } from '#contract/possible-duplicate.ts';
import { cluesOf, estimateMin, type Clue } from '#data/duplicates/clues.ts';
import { likelyDuplicate, possibleDuplicate, scoreOf } from '#data/duplicates/score.ts';
import { comparedValues, shownReasons } from '#data/duplicates/shown.ts';
import { subjectOf, type Subject } from '#data/duplicates/subject.ts';
import { askList } from '#data/lists/list-source.ts';
import { listSubject, reachIn, readableIn, type ListSubject } from '#data/lists/list-subject.ts';
import type { Context } from '#data/organization/context.ts';
import type { AnyRecord, RecordDefinition } from '#data/records/definition.ts';
import { recordDefinitions } from '#data/records/definitions.ts';
import { isVisible, readFinal, readReach } from '#data/records/read.ts';
import { readVisible } from '#data/records/visible.ts';

type Operation = typeof duplicateSearch;
type Input = InputOf<Operation>['body'];

/** Maximum number of records to read and compare, so that a request costs little however many names are alike. */
const comparedMax = 20;

/** Records that are possibly the same person or company as the values of a record that may not exist yet. */
export async function duplicates(
  context: Context,
  { body }: InputOf<Operation>,
): Promise<OutputOf<Operation>> {
  const { recordType, exceptId } = body;
  const definition: RecordDefinition = recordDefinitions[recordType];
  const subject = typedSubject(context, definition, body);
  if (exceptId !== undefined) await checkReadable(context, definition, exceptId);
  const clues = cluesOf(subject);
  if (!clues) return { items: [] };
  const list = await listSubject(context, definition);
  const ids = await closestIds(context, list, clues);
  const others = ids.filter((id) => id !== exceptId).map((id) => ({ type: recordType, id }));
  const records = await readVisible(context, others, { strong: false });
  const compared = [...records.values()].map((record) => comparedWith(subject, body, list, record));
  return {
    items: compared
      .filter(({ score }) => score >= possibleDuplicate)
      .sort((one, other) => other.score - one.score)
      .slice(0, limits.duplicatesShown),
  };
}

/** Refuses a record that the caller can't read, like one that isn't there. Those in the trash can be compared, too. */
async function checkReadable(context: Context, definition: RecordDefinition, id: string): Promise<void> {
  const [record] = await readFinal(context, [{ definition, id }]);
  if (!record || !isVisible(record, readReach(definition, context)))
    throw fieldProblem('/exceptId', 'unknown_reference');
}

/** What the typed values say about the record. Throws with all fields that the record type doesn’t have. */
function typedSubject(
  context: Context,
  definition: RecordDefinition,
  { recordType, values }: Input,
): Subject {
  const errors = Object.keys(values)
    .filter((name) => !Object.hasOwn(definition.type.fields, name))
    .map((name): FieldFault => ({ pointer: `/values/${name}`, code: 'unknown_field' }));
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  return subjectOf(recordType, { ...values, ...definition.derive(values, context.settings) });
}

/** The ids of the records within reach that have most in common with the clues. */
async function closestIds(context: Context, list: ListSubject, clues: readonly Clue[]): Promise<string[]> {
  const placed = clues.flatMap(({ field, ...clue }) => {
    const column = list.columns.get(field);
    return column ? [{ ...clue, column }] : [];
  });
  const reach = reachIn(list, readReach(list.definition, context));
  // One more than is compared, because the record to leave out can be among them.
  const bounds = { least: estimateMin, limit: comparedMax + 1 };
  const { answer } = await askList(context, list, (database) => database.closest(placed, bounds, reach));
  return answer;
}

function comparedWith(
  subject: Subject,
  { recordType }: Input,
  list: ListSubject,
  record: AnyRecord,
): PossibleDuplicate {
  const shown = readableIn(list, record);
  const { score, reasons } = scoreOf(subject, subjectOf(recordType, shown));
  return {
    id: record.id,
    title: String(record[list.definition.type.title]),
    likelihood: score >= likelyDuplicate ? 'likely' : 'possible',
    score,
    reasons: shownReasons(reasons),
    values: comparedValues(recordType, shown),
  };
}
