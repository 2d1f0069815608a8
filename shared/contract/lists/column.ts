import { countryCodes } from '../country.ts';
import type { CustomField, CustomKind } from '../custom-field.ts';
import type { Field, FieldKind } from '../field.ts';
import { entriesOf, type Organization } from '../organization.ts';
import type { RecordType } from '../record-type.ts';
import { customColumnPrefix } from './column-kind.ts';
import { isColumnKind } from './column-fields.ts';
import { columnKinds } from './column-kinds.ts';
import { furtherColumns, type PlainColumn } from './further-columns.ts';

/** A column with what depends on the organization. */
export interface Column extends PlainColumn {
  /** Whether the values are ids of tags. Records keep those of deleted tags, which count as missing. */
  hasTags?: boolean;
  /** The ids that exist: all tags, or the members that a question names. Undefined if they haven't been read. */
  existing?: readonly string[];
  /** Existing ids by ids that count as these: those of tags that a job is still replacing. */
  merged?: ReadonlyMap<string, string>;
  /** The ids of the records into which those that a question names were merged. */
  finals?: ReadonlyMap<string, string>;
  /** Of the ids that a question names, those that nothing is about to the caller, who can't see such records. */
  hidden?: ReadonlySet<string>;
  /** Whether the search text of lists contains the values. */
  isSearched?: boolean;
  /** Whether the values are long texts. */
  isLong?: boolean;
}

const searchedKinds: readonly FieldKind[] = ['text', 'email', 'phones'];

/** Whether the search text of lists contains a field's values. */
export const isSearched = ({ kind, mode }: Pick<Field, 'kind' | 'mode'>): boolean =>
  searchedKinds.includes(kind) && mode !== 'kept';

/** All columns of a record type in an organization, by name, including those of custom fields in use. */
export function columnsOf(
  type: RecordType,
  customFields: readonly CustomField[],
  settings: Organization,
): ReadonlyMap<string, Column> {
  const own = Object.entries(type.fields).flatMap(([name, { kind, mode, list, to }]): Column[] => {
    if (!isColumnKind(kind)) return [];
    const choices = list === undefined ? choicesOf(kind) : entriesOf(settings, list).map((entry) => entry.id);
    return [
      {
        name,
        kind: columnKinds[kind],
        hasMembers: kind === 'member',
        hasTags: kind === 'tags',
        choices,
        to,
        ...(kind === 'about' ? { isOfAnyType: true } : {}),
        isSearched: isSearched({ kind, mode }),
        isLong: kind === 'longText',
      },
    ];
  });
  const custom = customFields
    .filter(({ retired }) => !retired)
    .map(({ key, kind, to, options }) => ({
      name: `${customColumnPrefix}${key}`,
      kind: columnKinds[kind],
      hasMembers: false,
      choices: options?.map((option) => option.id) ?? choicesOf(kind),
      to,
      isLong: kind === 'longText',
    }));
  const all: readonly Column[] = [...own, ...furtherColumns(type), ...custom];
  return new Map(all.map((entry) => [entry.name, entry]));
}

function choicesOf(kind: FieldKind | CustomKind): readonly string[] | undefined {
  if (kind === 'country') return countryCodes;
  return kind === 'yesNo' ? ['true', 'false'] : undefined;
}
