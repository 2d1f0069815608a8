import type { RecordTypeName, recordTypes } from '#contract/record-types.ts';
import type { Language } from './languages.ts';
import type { Messages } from './messages.ts';
import type { Nouns } from './nouns.ts';

/** The fields of a record type. */
type FieldNames<Name extends RecordTypeName> = keyof (typeof recordTypes)[Name]['fields'] & string;

/** Fields with the same label in all record types, including the timestamps of every record. */
type SharedField = keyof Messages['fieldLabels'];
/** Sort keys that are not fields. */
type OwnSort = 'closeDate';

/** The texts of a record type in one language. */
interface OwnTexts<FieldName extends string> {
  /** One or two sentences about the record type, shown while there are no records. */
  about: string;
  /** Labels that other types do not share. A missing one does not compile. */
  fields: Record<Exclude<FieldName, SharedField>, string> & Partial<Record<SharedField | OwnSort, string>>;
  help?: Partial<Record<FieldName, string>>;
}

/** A record type's own texts in every language, around the organization's nouns. */
export type TypeTexts<Name extends RecordTypeName = RecordTypeName> = Record<
  Language,
  (nouns: Nouns) => OwnTexts<FieldNames<Name>>
>;

/** Sentences about records of a type that only need the noun. */
type RecordSentences = Messages['recordTypes'][RecordTypeName];

/** Texts for the shared pages of a record type in one language. */
export interface RecordTexts extends RecordSentences {
  empty: { title: string; text: string };
  fields: Record<string, string>;
  help: Partial<Record<string, string>>;
}
