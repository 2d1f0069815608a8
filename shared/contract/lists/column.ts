import { countryCodes } from '../country.ts';
import type { CustomField, CustomKind } from '../custom-field.ts';
import type { Field, FieldKind } from '../field.ts';
import { entriesOf, type Organization } from '../organization.ts';
import type { Permission } from '../permission.ts';
import type { RecordType } from '../record-type.ts';
import { talliesOf, type RecordTally } from '../tally.ts';
import type { ColumnKind } from './column-kind.ts';

/** A value of a record that lists can filter by, sort by and show. */
export interface Column {
  /** The field's name, or `custom.<key>`. */
  name: string;
  kind: ColumnKind;
  /** Whether the values are ids of members, so that conditions can use `me`. */
  hasMembers: boolean;
  /** Whether the values are ids of tags. Records keep those of deleted tags, which count as missing. */
  hasTags?: boolean;
  /** All values that conditions can name, including retired ones. Undefined for ids of records, members and tags. */
  choices?: readonly string[] | undefined;
  /** The ids that exist: all tags, or the members that a question names. Undefined if they haven't been read. */
  existing?: readonly string[];
  /** Existing ids by ids that count as these: those of tags that a job is still replacing. */
  merged?: ReadonlyMap<string, string>;
  /** The target record type of a relation. */
  to?: string | undefined;
  /** Whether the search text of lists contains the values. */
  isSearched?: boolean;
  /** What a caller must be able to read to use the column, besides the record. By default, nothing. */
  needs?: { permission: Permission; scope?: 'all' } | undefined;
}

/**
 * The kind of column for each kind of field. Fields of the kind `durations` are not columns: only the record's page
 * shows them.
 */
const columnKinds: Record<Exclude<FieldKind, 'durations'> | CustomKind, ColumnKind> = {
  text: 'text',
  longText: 'text',
  email: 'text',
  url: 'text',
  phone: 'text',
  phones: 'phones',
  integer: 'number',
  decimal: 'number',
  number: 'number',
  money: 'money',
  date: 'date',
  timestamp: 'timestamp',
  country: 'choice',
  listed: 'choice',
  choice: 'choice',
  yesNo: 'choice',
  member: 'choice',
  relation: 'choice',
  relations: 'choices',
  choices: 'choices',
  tags: 'choices',
};

const column = (name: string, kind: ColumnKind, hasMembers = false): Column => ({ name, kind, hasMembers });

const searchedKinds: readonly FieldKind[] = ['text', 'email', 'phones'];

/** Whether the search text of lists contains a field's values. */
export const isSearched = ({ kind, mode }: Pick<Field, 'kind' | 'mode'>): boolean =>
  searchedKinds.includes(kind) && mode !== 'kept';

/** Columns of every record type. */
const head: readonly Column[] = [
  column('createdAt', 'timestamp'),
  column('createdBy', 'choice', true),
  column('updatedAt', 'timestamp'),
  column('updatedBy', 'choice', true),
  column('deletedAt', 'timestamp'),
];

/** The sums of won deals include all deals, so only callers who can read all of them can use these sums. */
const allDeals = { permission: 'deal:read', scope: 'all' } as const;
const neededFor: Partial<Record<keyof RecordTally, Column['needs']>> = {
  nextTaskAt: { permission: 'task:read' },
  wonDeals: allDeals,
  wonValue: allDeals,
};

export const customColumnPrefix = 'custom.';

/** All columns of a record type in an organization, by name, including those of custom fields in use. */
export function columnsOf(
  type: RecordType,
  customFields: readonly CustomField[],
  settings: Organization,
): ReadonlyMap<string, Column> {
  const own = Object.entries(type.fields).flatMap(([name, { kind, mode, list, to }]): Column[] => {
    if (kind === 'durations') return [];
    const choices = list === undefined ? choicesOf(kind) : entriesOf(settings, list).map((entry) => entry.id);
    return [
      {
        ...column(name, columnKinds[kind], kind === 'member'),
        hasTags: kind === 'tags',
        choices,
        to,
        isSearched: isSearched({ kind, mode }),
      },
    ];
  });
  const custom = customFields
    .filter(({ retired }) => !retired)
    .map(({ key, kind, to, options }) => ({
      ...column(`${customColumnPrefix}${key}`, columnKinds[kind]),
      choices: options?.map((option) => option.id) ?? choicesOf(kind),
      to,
    }));
  const tallies = talliesOf(type).map(({ name, kind }) => ({
    ...column(name, kind),
    needs: neededFor[name],
  }));
  const derived = Object.entries(type.computed).map(([name, of]) => ({ ...column(name, of.kind), ...of }));
  const all: readonly Column[] = [...own, ...derived, ...head, ...tallies, ...custom];
  return new Map(all.map((entry) => [entry.name, entry]));
}

function choicesOf(kind: FieldKind | CustomKind): readonly string[] | undefined {
  if (kind === 'country') return countryCodes;
  return kind === 'yesNo' ? ['true', 'false'] : undefined;
}
