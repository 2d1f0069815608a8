/** Moments of every record that a list can show beside its fields. */
type HeadField = 'createdAt' | 'updatedAt';
/** What lists are sorted by that is no field. */
type OwnSort = 'closeDate';

/** What an organization calls its records. */
export interface Words {
  one: string;
  many: string;
}

/** The texts that the shared pages of record types need, for one type in one language. */
export interface RecordTexts<FieldName extends string = string> {
  one: string;
  many: string;
  /** On the list's button. */
  add: string;
  create: string;
  createNamed: (name: string) => string;
  edit: string;
  count: (count: number) => string;
  search: string;
  empty: { title: string; text: string };
  trashEmpty: { title: string; text: string };
  loadFailed: string;
  noteHint: string;
  deleted: (name: string) => string;
  restored: (name: string) => string;
  deletedMany: (count: number) => string;
  deleteMany: (count: number) => string;
  inTrash: string;
  /** A field that the contract gains and that is not named here does not compile. */
  fields: Record<FieldName | HeadField, string> & Partial<Record<OwnSort, string>>;
  help: Partial<Record<FieldName, string>>;
}
