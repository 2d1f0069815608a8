import * as z from 'zod/mini';
import type { Fields } from './field.ts';
import { codeFieldOf } from './record-type.ts';
import { recordTypeNames, recordTypes, type RecordTypeName } from './record-types.ts';

/** What the codes of a type begin with unless the organization chooses; undefined for a type without codes. */
const standardPrefix = (type: RecordTypeName): string | undefined => {
  const { fields }: { fields: Fields } = recordTypes[type];
  return fields[codeFieldOf({ fields }) ?? '']?.codePrefix;
};

/** The record types whose records have codes, such as `QUO-0012`. */
export const codedTypes: readonly RecordTypeName[] = recordTypeNames.filter(
  (type) => standardPrefix(type) !== undefined,
);

/** A prefix of codes: capital letters and digits, beginning with a letter. */
const codePrefix = z
  .string()
  .check(
    z.maxLength(8),
    z.trim(),
    z.toUpperCase(),
    z.regex(/^[A-Z][A-Z0-9]*$/, { error: 'codePrefix' }),
    z.meta({ pattern: '^ *[A-Za-z][A-Za-z0-9]* *$' }),
  );

/**
 * What the codes of new records begin with, by record type. Types that are left out have the standard prefix. Records
 * keep the codes that they have, and the number after the prefix goes on counting, so no two records of a type can get the
 * same code.
 */
export const codePrefixes = z.partialRecord(z.enum(codedTypes as [RecordTypeName]), codePrefix);
export type CodePrefixes = Partial<Record<RecordTypeName, string>>;

/** What the codes of new records of a type begin with in an organization. */
export const codePrefixOf = (
  type: RecordTypeName,
  { codePrefixes: own }: { codePrefixes?: CodePrefixes | undefined },
): string => own?.[type] ?? standardPrefix(type) ?? '';

/** The record types whose prefix another type has, too. A code would then not tell what it is of. */
export const repeatedPrefixes = (own: CodePrefixes): RecordTypeName[] =>
  codedTypes.filter((type) =>
    codedTypes.some(
      (other) =>
        other !== type &&
        codePrefixOf(other, { codePrefixes: own }) === codePrefixOf(type, { codePrefixes: own }),
    ),
  );
