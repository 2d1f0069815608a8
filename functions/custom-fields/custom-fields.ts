import type { CustomField, customFields } from '#contract/custom-field.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldProblem, ProblemError, type FieldFault } from '#contract/problem.ts';
import type { Context } from '#data/organization/context.ts';
import { customFieldActions, readCustomFields, type CustomFields } from '#data/custom-fields/definitions.ts';
import { changedField, checkFieldRoom, newField } from '#data/custom-fields/new-field.ts';
import { slotActions } from '#data/custom-fields/slots.ts';
import { customFieldsJob } from '#data/jobs/start.ts';
import { definitionOf } from '#data/records/definitions.ts';
import { transact } from '#data/store/transact.ts';
import { checkVersion } from '#data/store/version-match.ts';

type Operations = typeof customFields.operations;

export async function list(context: Context, { recordType }: { recordType: string }): Promise<CustomFields> {
  return load(context, recordType);
}

export async function create(
  context: Context,
  { recordType, body }: InputOf<Operations['create']>,
): Promise<CustomFields> {
  const before = await loadCurrent(context, recordType);
  checkFieldRoom(before.items);
  return save(context, recordType, before, [...before.items, newField(before.items, body)]);
}

export async function update(
  context: Context,
  { recordType, fieldKey, body }: InputOf<Operations['update']>,
): Promise<CustomFields> {
  // An unknown field is reported before other errors.
  const before = await load(context, recordType);
  const field = before.items.find(({ key }) => key === fieldKey);
  if (!field) throw new ProblemError('not_found');
  checkVersion(context, before);
  const changed = changedField(field, body);
  if (field.retired && !changed.retired) checkFieldRoom(before.items);
  const items = before.items.map((one) => (one === field ? changed : one));
  return save(context, recordType, before, items);
}

/** Puts the fields in use into the requested order and sections, followed by the retired ones. */
export async function arrange(
  context: Context,
  { recordType, body }: InputOf<Operations['arrange']>,
): Promise<CustomFields> {
  const before = await loadCurrent(context, recordType);
  const used = new Map(before.items.filter(({ retired }) => !retired).map((field) => [field.key, field]));
  const errors: FieldFault[] = [];
  const arranged = body.items.flatMap(({ key, section }, index): CustomField[] => {
    const field = used.get(key);
    if (!used.delete(key) || !field) {
      errors.push({ pointer: `/items/${index}/key`, code: 'not_a_choice' });
      return [];
    }
    const { section: _section, ...rest } = field;
    return [{ ...rest, ...(section === undefined ? {} : { section }) }];
  });
  if (errors.length > 0) throw new ProblemError('invalid_input', undefined, errors);
  if (used.size > 0)
    throw fieldProblem('/items', 'too_few', 'invalid_input', { limit: arranged.length + used.size });
  return save(context, recordType, before, [...arranged, ...before.items.filter(({ retired }) => retired)]);
}

async function load(context: Context, recordType: string): Promise<CustomFields> {
  if (!definitionOf(recordType)) throw new ProblemError('not_found');
  return readCustomFields(context, recordType);
}

async function loadCurrent(context: Context, recordType: string): Promise<CustomFields> {
  const fields = await load(context, recordType);
  checkVersion(context, fields);
  return fields;
}

/** Each searchable field adds to the cost of every write, so the number of such fields is limited. */
function checkSearchRoom(before: readonly CustomField[], after: readonly CustomField[]): void {
  const limit = limits.customSearchablePerType;
  const count = (fields: readonly CustomField[]) =>
    fields.filter(({ searchable, retired }) => searchable && !retired).length;
  if (count(after) > limit && count(after) > count(before))
    throw fieldProblem('/searchable', 'too_many', 'invalid_input', { limit });
}

async function save(
  context: Context,
  recordType: string,
  before: CustomFields,
  items: CustomField[],
): Promise<CustomFields> {
  if (JSON.stringify(items) === JSON.stringify(before.items)) return before;
  checkSearchRoom(before.items, items);
  const after = { ...before, version: before.version + 1, items };
  await transact(context, [
    ...customFieldActions(context, recordType, after, changesOf(before.items, items)),
    ...slotActions(context.orgId, [{ type: recordType, before: before.items, after: items }], (types) =>
      customFieldsJob(context, types),
    ),
  ]);
  return after;
}

/** The changed definitions by key, or the order if no definition changed. */
function changesOf(before: readonly CustomField[], after: readonly CustomField[]) {
  const changes = after.flatMap((field) => {
    const from = before.find(({ key }) => key === field.key) ?? null;
    return JSON.stringify(from) === JSON.stringify(field) ? [] : [{ field: field.key, from, to: field }];
  });
  const keys = (fields: readonly CustomField[]) => fields.map(({ key }) => key);
  return changes.length > 0 ? changes : [{ field: 'order', from: keys(before), to: keys(after) }];
}
