import type { CustomField } from '#contract/custom-field.ts';
import { entryTypes, parentFields } from '#contract/entry-types.ts';
import type { EntryTypeName } from '#contract/entry-type-names.ts';
import type { ImportTypeName } from '#contract/import-types.ts';
import { readCustomFields } from '../custom-fields/definitions.ts';
import { canAssign } from '../entries/task-assignee.ts';
import type { Context } from '../organization/context.ts';
import type { RecordDefinition } from '../records/definition.ts';
import { recordDefinitions } from '../records/definitions.ts';
import { plainDefinition } from '../records/plain-definition.ts';
import { entryAddress, type EntryParent } from './entry-address.ts';
import { findEntry } from './find-entry.ts';
import { recordIdOf } from './import-id.ts';
import type { RowProblem } from './planned-row.ts';

type Body = Readonly<Record<string, unknown>>;

/** What is wrong with a row besides its values. Without a field, it concerns the row as a whole. */
interface RowFault {
  field?: string;
  code: string;
}

/** What the rows of a file can become, and how an import plans them. */
export interface Importable {
  /** The fields that columns can be for, and the schema of a row. That of entries is stored nowhere. */
  definition: RecordDefinition;
  readCustomFields: (context: Context) => Promise<readonly CustomField[]>;
  /** Whether a column can become notes of the records: of all that can have some, if the caller can write them. */
  hasNotes: (context: Pick<Context, 'scopeFor'>) => boolean;
  /** Whether the start can create custom fields. */
  canGetFields: boolean;
  /** Whether records that rows name and that don't exist are created, unless somebody decides otherwise. */
  createsMissing: boolean;
  /** For entries, the record that one belongs to. Rows can name others beside it, which count for nothing. */
  parentIn?: (body: Body) => EntryParent | undefined;
  /** The id in the plan of what a row creates: that of a record, or the address of an entry. */
  newId: (importId: string, row: number, body: Body) => string;
  /** Values of rows that have none of their own, from the name of the file. */
  defaults: (fileName: string) => Body;
  faults: (context: Context, body: Body, problems: readonly RowProblem[]) => RowFault[];
}

/** The rows of a file that become records of a type. */
export const importableRecords = (definition: RecordDefinition): Importable => ({
  definition,
  readCustomFields: async (context) => (await readCustomFields(context, definition.type.name)).items,
  hasNotes: ({ scopeFor }) => scopeFor('note:create') !== undefined,
  canGetFields: true,
  createsMissing: true,
  newId: (importId, row) => recordIdOf(importId, row),
  defaults: () => ({}),
  faults: () => [],
});

/** Further rules for the entries of a type. */
interface EntryRules {
  /** Whether entries can be without a record. */
  canBeAlone?: true;
  /** When an entry was written, from which its id has its time: notes are listed by their ids. */
  writtenAt?: (body: Body) => string | undefined;
  faults?: (context: Context, body: Body) => RowFault[];
  defaults?: Importable['defaults'];
}

const rules: Record<EntryTypeName, EntryRules> = {
  note: {
    writtenAt: ({ createdAt }) => createdAt as string | undefined,
    faults: ({ now }, { createdAt }) =>
      typeof createdAt === 'string' && createdAt > now ? [{ field: 'createdAt', code: 'in_future' }] : [],
  },
  activity: { defaults: kindInName },
  task: {
    canBeAlone: true,
    faults: (context, { assigneeId }) =>
      typeof assigneeId === 'string' && !canAssign(context, assigneeId)
        ? [{ field: 'assigneeId', code: 'not_allowed' }]
        : [],
  },
};

/** A record that couldn't be found isn't also reported as missing. */
const isOfReference = ({ code }: RowProblem): boolean =>
  code === 'unknown_reference' || code === 'several_records' || code === 'earlier_unchecked';

/** The kind of the activities in a file that has no column for it, if its name says it, as in "calls.csv". */
function kindInName(name: string): Body {
  const words = name.replace(/\.[^.]*$/, '').split(/[^\p{L}]+/u);
  const { options = [] } = entryTypes.activity.fields.kind ?? {};
  const [kind] = words.flatMap((word) => {
    const found = findEntry(options, word);
    return typeof found === 'object' ? found.id : [];
  });
  return kind === undefined ? {} : { kind };
}

function importableEntries(name: EntryTypeName): Importable {
  const type = entryTypes[name];
  const { canBeAlone = false, writtenAt, faults, defaults = () => ({}) } = rules[name];
  const parents = parentFields(type);
  const parentIn = (body: Body): EntryParent | undefined => {
    const named = parents.find((field) => typeof body[field.name] === 'string');
    return named && { recordType: named.to, recordId: body[named.name] as string };
  };
  return {
    definition: plainDefinition(type),
    readCustomFields: () => Promise.resolve([]),
    hasNotes: () => false,
    canGetFields: false,
    createsMissing: false,
    defaults,
    parentIn,
    newId: (importId, row, body) =>
      entryAddress(parentIn(body), recordIdOf(importId, row, writtenAt?.(body))),
    faults: (context, body, problems) => [
      ...(canBeAlone || parentIn(body) || problems.some(isOfReference) ? [] : [{ code: 'no_record' }]),
      ...(faults?.(context, body) ?? []),
    ],
  };
}

const importables = Object.fromEntries([
  ...Object.values(recordDefinitions).map(
    (definition) => [definition.type.name, importableRecords(definition)] as const,
  ),
  ...(Object.keys(entryTypes) as EntryTypeName[]).map((name) => [name, importableEntries(name)] as const),
]) as Record<ImportTypeName, Importable>;

export const importableOf = (name: ImportTypeName): Importable => importables[name];

/** Whether a name is that of records or entries that can be imported. */
export const isImportable = (name: string): boolean => Object.hasOwn(importables, name);
