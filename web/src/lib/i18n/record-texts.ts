import type { Words } from '#contract/noun.ts';
import type { RecordTypeName, recordTypes } from '#contract/record-types.ts';
import type { fieldLabels } from './en/field-labels.ts';
import type { Language } from './i18n.svelte.ts';
import type { Nouns } from './nouns.ts';

/** The fields of a record type. */
type FieldNames<Name extends RecordTypeName> = keyof (typeof recordTypes)[Name]['fields'] & string;

/** Fields that are called the same wherever they are, moments of every record among them. */
type SharedField = keyof ReturnType<typeof fieldLabels>;
/** Sort keys that are not fields. */
type OwnSort = 'closeDate';

/** What a record type says of itself in one language. */
interface OwnTexts<FieldName extends string> {
  /** What such a record is, in one or two sentences: stands where there are none yet. */
  about: string;
  /** Labels that other types do not share. One that is missing does not compile. */
  fields: Record<Exclude<FieldName, SharedField>, string> & Partial<Record<SharedField | OwnSort, string>>;
  help?: Partial<Record<FieldName, string>>;
}

/** A record type's own texts in every language, around the organization's nouns. */
export type TypeTexts<Name extends RecordTypeName = RecordTypeName> = Record<
  Language,
  (nouns: Nouns) => OwnTexts<FieldNames<Name>>
>;

/** Sentences about records of a type, which a language makes of the noun alone. */
export interface RecordSentences extends Words {
  /** On the list's button. */
  add: string;
  create: string;
  createNamed: (name: string) => string;
  edit: string;
  goTo: string;
  count: (count: number) => string;
  search: string;
  /** Titles of its lists in settings. */
  statuses: string;
  sources: string;
  empty: { title: string };
  trashEmpty: { title: string; text: string };
  loadFailed: string;
  noteHint: string;
  deleted: (name: string) => string;
  restored: (name: string) => string;
  deletedMany: (count: number) => string;
  deleteMany: (count: number) => string;
  inTrash: string;
}

/** Texts for the shared pages of a record type in one language. */
export interface RecordTexts extends RecordSentences {
  empty: { title: string; text: string };
  fields: Record<string, string>;
  help: Partial<Record<string, string>>;
}
