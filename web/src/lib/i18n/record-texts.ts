import type { RecordTypeName, recordTypes } from '#contract/record-types.ts';
import type { Language } from '#contract/language.ts';
import type { Messages } from './messages.ts';
import type { Nouns } from './nouns.ts';

type FieldNames<Name extends RecordTypeName> = keyof (typeof recordTypes)[Name]['fields'] & string;

/** Fields whose label several record types share, including the timestamps of records. */
type SharedField = keyof Messages['fieldLabels'];
/** Columns that aren't fields but need a label. */
type OwnColumn = 'closeDate' | 'dueAt' | 'tax' | 'withheld' | 'taxRates' | 'withholdingRates' | 'productIds';

/** The UI text specific to a record type, in one language. */
interface OwnTexts<FieldName extends string> {
  /** One or two sentences about the record type, shown while there are no records. */
  about: string;
  /** Labels of the type's own fields, all of which are required. Shared labels can be overridden. */
  fields: Record<Exclude<FieldName, SharedField>, string> & Partial<Record<SharedField | OwnColumn, string>>;
  help?: Partial<Record<FieldName, string>>;
}

/** The UI text specific to a record type, in every language. It is created from the organization's nouns. */
export type TypeTexts<Name extends RecordTypeName = RecordTypeName> = Record<
  Language,
  (nouns: Nouns) => OwnTexts<FieldNames<Name>>
>;

/** UI text that is the same for all record types, except for the noun. */
export type RecordSentences = Messages['recordTypes'][RecordTypeName];

/** All UI text about a record type, in one language. */
export interface RecordTexts extends RecordSentences {
  empty: { title: string; text: string };
  fields: Record<string, string>;
  help: Partial<Record<string, string>>;
}
