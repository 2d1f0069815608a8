import { isForSearch, type CustomField, type CustomKind } from '#contract/custom-field.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { isSame, merged } from '#lib/forms/merge.ts';

export interface OptionValues {
  /** Identifies the row in the form, because a new option has no id. */
  line: string;
  id?: string;
  label: string;
}

export interface CustomFieldValues {
  label: string;
  key: string;
  kind: CustomKind;
  help: string;
  section: string;
  required: boolean;
  searchable: boolean;
  /** In the format of the field's control; '' or [] for no default. */
  default: unknown;
  options: OptionValues[];
  to: RecordTypeName;
}

export const newOption = (label = ''): OptionValues => ({ line: crypto.randomUUID(), label });

export const hasOptions = (kind: CustomKind): boolean => kind === 'choice' || kind === 'choices';

const none = (kind: CustomKind): unknown => (kind === 'choices' ? [] : '');

export function customFieldValues(field: CustomField | undefined): CustomFieldValues {
  const kind = field?.kind ?? 'text';
  return {
    label: field?.label ?? '',
    key: field?.key ?? '',
    kind,
    help: field?.help ?? '',
    section: field?.section ?? '',
    required: field?.required ?? false,
    searchable: field?.searchable ?? false,
    default: field?.default ?? none(kind),
    options: (field?.options ?? [])
      .filter(({ retired }) => !retired)
      .map(({ id, label }) => ({ ...newOption(label), id })),
    to: field?.to ?? 'contact',
  };
}

const isNone = (value: unknown): boolean =>
  value === '' || value === undefined || (Array.isArray(value) && value.length === 0);

const optionsBody = (options: readonly OptionValues[]) =>
  options.map(({ id, label }) => ({ ...(id ? { id } : {}), label: label.trim() }));

/** The body to create a field. */
export function newFieldBody(values: CustomFieldValues): Record<string, unknown> {
  const { label, key, kind, help, section, required, to } = values;
  const texts = { key, help, section };
  const filled = Object.entries(texts).flatMap(([name, text]) => (text.trim() ? [[name, text.trim()]] : []));
  return {
    label: label.trim(),
    kind,
    ...(Object.fromEntries(filled) as object),
    ...(required ? { required } : {}),
    ...(values.searchable && isForSearch(kind) ? { searchable: true } : {}),
    ...(isNone(values.default) ? {} : { default: values.default }),
    ...(hasOptions(kind) ? { options: optionsBody(values.options) } : {}),
    ...(kind === 'relation' ? { to } : {}),
  };
}

/** Merges the input (`mine`) with what someone else changed since `base`. The other person's new options come last. */
export function mergedFieldValues(
  base: CustomFieldValues,
  mine: CustomFieldValues,
  theirs: CustomFieldValues,
): CustomFieldValues {
  const by = (options: readonly OptionValues[], id: string | undefined) =>
    options.find((option) => id !== undefined && option.id === id);
  const kept = mine.options.flatMap((option) => {
    const now = by(theirs.options, option.id);
    if (option.id !== undefined && !now) return [];
    return [{ ...option, label: merged(by(base.options, option.id)?.label, option.label, now?.label) }];
  }) as OptionValues[];
  const added = theirs.options.filter(({ id }) => !by(base.options, id));
  const { options: _base, ...was } = base;
  const { options: _mine, ...entered } = mine;
  const { options: _theirs, ...newest } = theirs;
  return { ...merged(was, entered, newest), options: [...kept, ...added] };
}

/** The body to update a field, with changes only. */
export function changedFieldBody(before: CustomField, values: CustomFieldValues): Record<string, unknown> {
  const was = customFieldValues(before);
  const text = (name: 'help' | 'section') =>
    values[name].trim() === was[name] ? {} : { [name]: values[name].trim() || null };
  const flag = (name: 'required' | 'searchable') =>
    values[name] === was[name] ? {} : { [name]: values[name] };
  const options = optionsBody(values.options);
  return {
    ...(values.label.trim() === was.label ? {} : { label: values.label.trim() }),
    ...text('help'),
    ...text('section'),
    ...flag('required'),
    ...flag('searchable'),
    ...(isSame(values.default, was.default)
      ? {}
      : { default: isNone(values.default) ? null : values.default }),
    ...(hasOptions(before.kind) && !isSame(options, optionsBody(was.options)) ? { options } : {}),
  };
}
