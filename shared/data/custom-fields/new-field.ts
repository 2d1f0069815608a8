import {
  customValueSchema,
  isForSearch,
  type CustomField,
  type customFields,
} from '#contract/custom-field.ts';
import { limits } from '#contract/limits.ts';
import type { InputOf } from '#contract/operation.ts';
import { fieldErrorsOf, fieldProblem, ProblemError } from '#contract/problem.ts';
import { noValue } from '../store/keys.ts';
import { fold } from '../values/search-terms.ts';

type Operations = typeof customFields.operations;
type Option = NonNullable<CustomField['options']>[number];
type NewField = InputOf<Operations['create']>['body'];
type Changes = InputOf<Operations['update']>['body'];

/** Throws unless there is room for another field. Limits the number of fields in use and in total. */
export function checkFieldRoom(items: readonly CustomField[]): void {
  const used = items.filter(({ retired }) => !retired).length;
  const limit =
    used >= limits.customFieldsPerType
      ? limits.customFieldsPerType
      : items.length >= limits.customFieldsKept && limits.customFieldsKept;
  if (limit) throw fieldProblem('', 'too_many', 'conflict', { limit });
}

export function newField(items: readonly CustomField[], { key, options, ...input }: NewField): CustomField {
  const taken = new Set(items.map((field) => field.key));
  if (key !== undefined && taken.has(key)) throw fieldProblem('/key', 'taken', 'conflict');
  const field: CustomField = {
    key: key ?? freeSlug(input.label, taken),
    ...present(input),
    ...(options ? { options: optionsFrom([], options) } : {}),
  } as CustomField;
  checkKind(field);
  checkDefault(field);
  return field;
}

/** Applies changes to a field; null clears help, section and default. */
export function changedField(before: CustomField, { options, ...changes }: Changes): CustomField {
  const changed = present({
    ...before,
    ...Object.fromEntries(Object.entries(changes).filter(([, value]) => value !== undefined)),
    ...(options ? { options: optionsFrom(before.options ?? [], options) } : {}),
  }) as CustomField;
  checkKind(changed);
  if (changes.default !== undefined || options) checkDefault(changed);
  return changed;
}

/** Drops undefined, null and false values. */
const present = (values: object) =>
  Object.fromEntries(
    Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== false),
  );

/**
 * Checks the settings that depend on the kind: options and target are required for some kinds and refused for all
 * others, and not every kind can be searchable.
 */
function checkKind({ kind, options, to, searchable }: CustomField): void {
  const isChoice = kind === 'choice' || kind === 'choices';
  if (isChoice !== (options !== undefined))
    throw fieldProblem('/options', isChoice ? 'required' : 'not_allowed');
  if ((kind === 'relation') !== (to !== undefined))
    throw fieldProblem('/to', kind === 'relation' ? 'required' : 'not_allowed');
  if (searchable && !isForSearch(kind)) throw fieldProblem('/searchable', 'not_allowed');
}

/** The default must be valid for a new record. Relations cannot have a default. */
function checkDefault(field: CustomField): void {
  if (field.default === undefined) return;
  if (field.kind === 'relation') throw fieldProblem('/default', 'not_allowed');
  const result = customValueSchema(field).safeParse(field.default, { reportInput: true });
  if (!result.success)
    throw new ProblemError('invalid_input', undefined, fieldErrorsOf(result.error.issues, '/default'));
  field.default = result.data;
}

/** The requested options with their ids, followed by those that the request leaves out, which become retired. */
function optionsFrom(before: readonly Option[], input: NonNullable<NewField['options']>): Option[] {
  const taken = new Set([noValue, ...before.map(({ id }) => id)]);
  const seen = new Set<string>();
  const options = input.map(({ id, label, retired }, index): Option => {
    if (id !== undefined && seen.has(id)) throw fieldProblem(`/options/${index}/id`, 'taken');
    // Filters use this id for records without a value.
    if (id === noValue) throw fieldProblem(`/options/${index}/id`, 'not_allowed');
    const own = id ?? freeSlug(label, new Set([...taken, ...seen, ...input.flatMap((one) => one.id ?? [])]));
    seen.add(own);
    return { id: own, label, ...(retired ? { retired } : {}) };
  });
  const left = before.filter(({ id }) => !seen.has(id)).map((option) => ({ ...option, retired: true }));
  const all = [...options, ...left];
  if (all.length > limits.customOptionsPerField)
    throw fieldProblem('/options', 'too_many', 'invalid_input', { limit: limits.customOptionsPerField });
  return all;
}

/** Derives an unused slug from a label: `Número de póliza` becomes `numero-de-poliza`. */
export function freeSlug(label: string, taken: ReadonlySet<string>): string {
  const words = fold(label)
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^[^a-z]+/, '')
    .slice(0, 34)
    .replace(/-+$/, '');
  const slug = words || 'field';
  if (!taken.has(slug)) return slug;
  for (let number = 2; ; number += 1) {
    if (!taken.has(`${slug}-${number}`)) return `${slug}-${number}`;
  }
}
