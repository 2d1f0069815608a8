import type { Field, FieldKind, Phone } from '#contract/field.ts';
import type { RecordType } from '#contract/record-type.ts';
import { keyText, sortText } from '../values/search-terms.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';

/**
 * The definition of a plain record type, derived from its fields: listed by title and creation date, counted by status,
 * found by name, e-mail, phone, code and the type's identifiers.
 */
export function plainDefinition<T extends AnyRecord = AnyRecord>(type: RecordType): RecordDefinition<T> {
  const { title, projection = 1 } = type;
  const status = statusField(type);
  const emails = fieldsOfKind(type, 'email');
  const phones = fieldsOfKind(type, 'phones');
  const codes = codeFields(type);
  const countries = fieldsOfKind(type, 'country');
  const detail = codes[0] ?? emails[0];
  const names = isPerson(type) ? ['firstName', 'lastName'] : [title];
  const textIn = (record: AnyRecord, field: string) => record[field] as string | undefined;
  const definition: RecordDefinition = {
    type,
    schema: 1,
    projection,
    upgrades: [],
    lists: [
      { index: 'g1', sort: 'name' },
      // Jobs of operators go through all records in this order, in which no change moves a record.
      { index: 'g2', sort: 'createdAt' },
    ],
    sorts: {
      name: (record) => nameKey(textIn(record, title) ?? ''),
      createdAt: (record) => record.createdAt,
    },
    search: {
      terms: (record) => ({
        texts: names.map((field) => textIn(record, field)),
        emails: emails.map((field) => textIn(record, field)),
        phones: phones
          .flatMap((field) => (record[field] as Phone[] | undefined) ?? [])
          .map((phone) => phone.number),
        codes: codes.map((field) => textIn(record, field)),
        identifiers: type.searched.map((field) => textIn(record, field)),
      }),
      detail: (record) => (detail === undefined ? undefined : textIn(record, detail)),
    },
    countedBy: status ?? 'ownerId',
    derive: (record) => (isPerson(type) ? { fullName: fullName(record) } : {}),
    filledIn: {
      defaults: ({ country }) => Object.fromEntries(countries.map((field) => [field, country])),
    },
  };
  // Its functions read only fields that the type declares.
  return definition as RecordDefinition<T>;
}

/**
 * The sort key of a name. A space would sort before the `#` that separates it from the id, so that a name would follow
 * the longer names that begin with it.
 */
const nameKey = (name: string): string => keyText(sortText(name)).replaceAll(' ', '$');

/** The first filter whose values come from one of the organization's lists. */
const statusField = ({ filters, fields }: RecordType): string | undefined =>
  filters.find((name) => fields[name]?.kind === 'listed');

/** Fields that search treats as codes: the code itself, and unique texts such as serial numbers. Lists find external IDs. */
const codeFields = ({ fields, unique }: RecordType): string[] =>
  unique.filter((name) => fields[name]?.kind === 'text' && !fields[name].isExternalId);

const isPerson = ({ title }: RecordType): boolean => title === 'fullName';

const fullName = ({ firstName, lastName }: Readonly<Record<string, unknown>>): string =>
  [firstName, lastName].filter(Boolean).join(' ');

const fieldsOfKind = ({ fields }: RecordType, kind: FieldKind): string[] =>
  Object.entries<Field>(fields).flatMap(([name, field]) => (field.kind === kind ? [name] : []));
