import { repeatedPrefixes } from '#contract/code-prefixes.ts';
import { customValueSchema, isForSearch, type CustomField } from '#contract/custom-field.ts';
import { customValueIn, type CustomValues } from '#contract/custom-value.ts';
import { limits } from '#contract/limits.ts';
import type { Pipeline } from '#contract/organization.ts';
import { recordTypeNames, type RecordTypeName } from '#contract/record-types.ts';
import { rulesOf, statusListNames } from '#contract/status-list.ts';
import type { infer as Infer, ZodMiniType } from 'zod/mini';
import { noValue } from '../store/keys.ts';
import { ArchiveError } from './archive-error.ts';
import { organizationLine, type fieldLine } from './line-schemas.ts';

/** Throws unless a rule that concerns several values of a line, or several lines, holds. */
export function mustHold(rule: boolean): void {
  if (!rule) throw new ArchiveError('invalid_line');
}

/** Throws if one of some texts occurs twice. */
export const mustDiffer = (texts: readonly string[]): void => mustHold(new Set(texts).size === texts.length);

/** The settings in a line, of which the product relies on some statuses and stages. */
export function organizationIn(line: Readonly<Record<string, unknown>>): Infer<typeof organizationLine> {
  const values = organizationLine.parse(line);
  for (const name of statusListNames) {
    const { needed, meanings } = rulesOf(name);
    const list = values[name];
    if (!list) continue;
    const used = list.filter(({ retired }) => !retired);
    mustDiffer(list.map(({ id }) => id));
    mustHold(needed.every((meaning) => used.some((entry) => entry.meaning === meaning)));
    mustHold(list.every(({ meaning }) => meaning === undefined || meanings.includes(meaning)));
    mustHold(used.filter(({ isDefault }) => isDefault).length <= 1);
  }
  checkPipelines(values.pipelines);
  mustHold(repeatedPrefixes(values.codePrefixes ?? {}).length === 0);
  return values;
}

function checkPipelines(pipelines: readonly Pipeline[]): void {
  mustDiffer(pipelines.map(({ id }) => id));
  mustDiffer(pipelines.flatMap(({ stages }) => stages.map(({ id }) => id)));
  mustHold(pipelines.some(({ retired }) => !retired));
  for (const { stages } of pipelines)
    mustHold(
      (['open', 'won', 'lost'] as const).every((meaning) =>
        stages.some((stage) => stage.meaning === meaning && !stage.retired),
      ),
    );
}

/** The custom fields in lines by record type, as far as the product would have accepted them. */
export function fieldsByType(lines: readonly Infer<typeof fieldLine>[]): Map<RecordTypeName, CustomField[]> {
  const byType = new Map<RecordTypeName, CustomField[]>();
  for (const name of recordTypeNames) {
    const fields = lines.flatMap(({ recordType, ...field }) => (recordType === name ? [field] : []));
    const used = fields.filter(({ retired }) => !retired);
    mustDiffer(fields.map(({ key }) => key));
    mustHold(fields.length <= limits.customFieldsKept && used.length <= limits.customFieldsPerType);
    mustHold(used.filter(({ searchable }) => searchable).length <= limits.customSearchablePerType);
    mustHold(Buffer.byteLength(JSON.stringify(fields)) <= limits.customFieldsBytes);
    fields.forEach(checkField);
    byType.set(name, fields);
  }
  return byType;
}

/** Options and targets belong to some kinds only, and a default must be a value of the field. */
function checkField(field: CustomField): void {
  const { kind, options, to, searchable } = field;
  mustHold((kind === 'choice' || kind === 'choices') === (options !== undefined));
  mustHold((kind === 'relation') === (to !== undefined));
  mustHold(!searchable || isForSearch(kind));
  mustDiffer([noValue, ...(options ?? []).map(({ id }) => id)]);
  mustHold(field.default === undefined || kind !== 'relation');
  if (field.default !== undefined) schemaOf(field).parse(field.default);
}

const schemas = new WeakMap<CustomField, ZodMiniType<CustomValues[string]>>();

/** Records keep the values of retired options, so all of them are accepted. */
function schemaOf(field: CustomField): ZodMiniType<CustomValues[string]> {
  const known = schemas.get(field);
  if (known) return known;
  const options = field.options?.map(({ id, label }) => ({ id, label }));
  const schema = customValueSchema({ ...field, ...(options ? { options } : {}) });
  schemas.set(field, schema);
  return schema;
}

/** Custom values as their fields accept them, retired ones included. Throws for a value without a field. */
export function customIn(fields: readonly CustomField[], custom: CustomValues): CustomValues {
  const values = fields.flatMap((field) => {
    const value = customValueIn(custom, field.key);
    return value === undefined ? [] : [[field.key, schemaOf(field).parse(value)] as const];
  });
  mustHold(values.length === Object.keys(custom).length);
  return Object.fromEntries(values);
}
