import { queryOptions } from '@tanstack/svelte-query';
import type { ShownField } from 'virtual:contract';
import type { CustomField, CustomKind } from '#contract/custom-field.ts';
import { customLengths } from '#contract/custom-length.ts';
import type { FieldKind } from '#contract/field.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { replacedFields } from '#contract/replaced-fields.ts';
import { client } from '#lib/api/client.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { customName } from './flat.ts';
import type { RecordView } from './view.ts';

/** The list of a record type's custom fields, with its version, which is required for changes to the list. */
export const customFieldsQuery = (orgId: string, recordType: RecordTypeName) =>
  queryOptions({
    queryKey: [orgId, 'customFields', recordType],
    queryFn: ({ signal }) => client.customFields.list({ orgId, recordType }, { signal }),
    staleTime: 60_000,
  });

const kinds: Partial<Record<CustomKind, FieldKind>> = { number: 'decimal' };
export function shownField({ kind, required, options, to }: CustomField): ShownField {
  const maxLength = customLengths[kind];
  return {
    kind: (kinds[kind] ?? kind) as FieldKind,
    mode: required ? 'required' : 'optional',
    ...(options ? { options } : {}),
    ...(to ? { to } : {}),
    ...(maxLength ? { maxLength } : {}),
  };
}

/** Titles of the fields' sections, in order of first use. An empty title stands for fields without a section. */
export const sectionsOf = (fields: readonly CustomField[]): string[] => [
  ...new Set(fields.map(({ section = '' }) => section)),
];

/** The fields that aren't retired, grouped by section. */
export function inSections(all: readonly CustomField[]): CustomField[] {
  const fields = all.filter(({ retired }) => !retired);
  return sectionsOf(fields).flatMap((title) => fields.filter(({ section = '' }) => section === title));
}

/** The standard fields of a type that custom fields in use replace. */
function replacedBy(type: RecordTypeName, fields: readonly CustomField[]): string[] {
  const replaced = Object.entries(replacedFields[type] ?? {});
  return replaced.flatMap(([name, key]) => (fields.some((field) => field.key === key) ? [name] : []));
}

/** The view with the organization's custom fields, in sections below the standard fields. */
export function withCustomFields(view: RecordView, all: readonly CustomField[]): RecordView {
  if (all.length === 0) return view;
  const fields = inSections(all);
  const named = <Value>(of: (field: CustomField) => Value) =>
    Object.fromEntries(fields.map((field) => [customName(field.key), of(field)]));
  // Includes retired fields, because the history shows them too.
  const labels = Object.fromEntries(all.map(({ key, label }) => [customName(key), label]));
  const help = Object.fromEntries(fields.flatMap(({ key, help }) => (help ? [[customName(key), help]] : [])));
  const titles = sectionsOf(fields);
  return {
    ...view,
    replaced: replacedBy(view.name, fields),
    type: { ...view.type, fields: { ...view.type.fields, ...named(shownField) } },
    texts: () => {
      const texts = view.texts();
      return {
        ...texts,
        fields: { ...texts.fields, ...labels },
        help: { ...texts.help, ...help },
      };
    },
    sections: titles.map((title) => ({
      title: title || t.records.ownFields,
      names: fields.filter(({ section = '' }) => section === title).map(({ key }) => customName(key)),
    })),
  };
}

/** Default values of custom fields for a new record, by field name. Retired fields are left out. */
export function customDefaults(all: readonly CustomField[]): Record<string, unknown> {
  return Object.fromEntries(
    all.flatMap((field) =>
      field.retired || field.default === undefined ? [] : [[customName(field.key), field.default]],
    ),
  );
}
