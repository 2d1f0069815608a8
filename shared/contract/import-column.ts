import * as z from 'zod/mini';
import type { CustomKind } from './custom-field.ts';
import { currencyCode, line, phoneLabels } from './field.ts';
import { limits } from './limits.ts';

/** The kinds of custom fields that an import can create. Records of a relation are told apart by more than a text. */
export const newFieldKinds = [
  'text',
  'longText',
  'number',
  'money',
  'date',
  'choice',
  'choices',
  'yesNo',
  'url',
  'email',
  'phone',
] as const satisfies readonly CustomKind[];
export type NewFieldKind = (typeof newFieldKinds)[number];

/** A custom field that the start of an import creates. The options of a choice are the different values of the column. */
const newField = z.strictObject({
  /** The header of the column by default. */
  label: z.optional(line(80)),
  /** Guessed from the values of the column by default. */
  kind: z.optional(z.enum(newFieldKinds)),
});

/** The position of a column in a file, from 0. */
export const columnPosition = z.int().check(z.gte(0), z.lte(limits.importColumns - 1));

/** What a text of a column means for its field, which has statuses, sources, stages or options. */
const mappedValue = z.strictObject({
  /** Upper and lower case, accents, and punctuation around words don’t matter; other symbols do. */
  text: line(limits.importValueCharacters),
  /** The ID of the status, source, stage or option. Null leaves the field empty. */
  id: z.nullable(line(60)),
});
export type MappedValue = z.infer<typeof mappedValue>;

export const dateOrder = z.enum(['dmy', 'mdy', 'ymd']);
export const decimalMark = z.enum([',', '.']);

/** How the texts of a column are meant, where its cells don't prove it or somebody says otherwise. */
const columnReading = z.strictObject({
  dateOrder: z.optional(dateOrder),
  decimalMark: z.optional(decimalMark),
  /** The currency that the sign $ means. */
  dollar: z.optional(currencyCode),
});

/** The field that a column is for. */
export const columnTarget = z.strictObject({
  /**
   * A field’s name, `custom.<key>`, `fullName` for first and last names in one cell, `note` for the text of a new note on
   * the record, or `newCustomField` for a custom field that the start creates. Its key replaces that.
   */
  field: line(60),
  /** The custom field that the start creates, as long as none has the key in `field`. */
  newField: z.optional(newField),
  /** The label of phone numbers. */
  label: z.optional(z.enum(phoneLabels)),
  /** The position of the column with the labels of these phone numbers, or with the currencies of these amounts. */
  qualifiedBy: z.optional(columnPosition),
  /**
   * What texts mean that are no names of a status, source, stage or option, or that mean another one. Corrections and
   * rules that replace texts apply before, and rules for cells with a problem afterward.
   */
  values: z.optional(z.array(mappedValue).check(z.maxLength(limits.importColumnValues))),
  /** By default, as the cells of the column prove. */
  reading: z.optional(columnReading),
});
export type ColumnTarget = z.infer<typeof columnTarget>;

/** A value of a column. */
export const columnValue = z.object({
  text: z.string(),
  /** The number of cells that have it. */
  count: z.int(),
  /**
   * The status, source, stage or option that it means for the field of the column. Null leaves the field empty. Missing
   * if it means none, so that its rows are refused, or if the field has no such values.
   */
  id: z.optional(z.nullable(z.string())),
});
export type ColumnValue = z.infer<typeof columnValue>;

/**
 * A column whose cells mean other values with each of several readings. The rows can be checked once `reading` of the
 * column, or of the file, says which one is meant.
 */
export const undecidedColumn = z.object({
  column: z.int(),
  setting: z.enum(['dateOrder', 'decimalMark', 'dollar']),
  readings: z.array(
    z.object({
      /** The value of the setting. */
      value: z.string(),
      /** The first texts that depend on it, with their values. A text that can't be read this way has none. */
      examples: z.array(z.object({ text: z.string(), value: z.optional(z.unknown()) })),
    }),
  ),
});
export type UndecidedColumn = z.infer<typeof undecidedColumn>;

/** A custom field that the start of an import creates. */
export const createdField = z.object({
  key: z.string(),
  label: z.string(),
  kind: z.enum(newFieldKinds),
});

/** A column of a file. */
export const importColumn = z.object({
  header: z.string(),
  /** The first values that are not empty, shortened. */
  samples: z.array(z.string()),
});
export type ImportColumn = z.infer<typeof importColumn>;

/** A kind of problem in a column, with the number of cells that have it. */
export const problemCount = z.object({
  column: z.int(),
  code: z.string(),
  count: z.int(),
  /** One of the cells. */
  sample: z.string(),
});
export type ImportProblemCount = z.infer<typeof problemCount>;
