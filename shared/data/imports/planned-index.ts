import { createHash } from 'node:crypto';
import { matchFields } from '#contract/match-fields.ts';
import { externalIdFieldOf, type RecordType } from '#contract/record-type.ts';
import type { OrganizationSettings } from '../organization/settings.ts';
import type { AnyRecord, RecordDefinition } from '../records/definition.ts';
import { comparedIn, valuesToFind } from './find-records.ts';
import type { PlannedRow } from './planned-row.ts';

/**
 * Which records the rows of an import create or update, by their values. Each entry has the digest of a value and the ID
 * of the record, and entries are sorted, so that the 200,000 rows of a file need some megabytes, and a value is found
 * without parsing anything.
 */
export type PlannedIndex = Buffer;

const digestBytes = 12;
const idBytes = 16;
const entryBytes = digestBytes + idBytes;

/** Values of one row that are in the index. More phone numbers than that find nothing. */
const valuesARow = 6;

/** The fields by whose values rows of later files find records. Codes are given when records are written. */
const indexedFields = (type: RecordType): string[] => [
  ...new Set([externalIdFieldOf(type) ?? type.title, type.title, 'email', ...matchFields(type)]),
];

function digestOf(type: RecordType, field: string, value: string): Buffer {
  return createHash('sha256')
    .update(JSON.stringify([type.name, field, comparedIn(type.fields[field], value)]))
    .digest()
    .subarray(0, digestBytes);
}

const byCharacters = (a: string, b: string): number => (a < b ? -1 : Number(a > b));

/** What the rows write. */
interface Written {
  definition: RecordDefinition;
  settings: OrganizationSettings;
}

type Body = Readonly<Record<string, unknown>>;

/** Collects the values of planned rows. */
export function plannedIndexer() {
  // One character for each byte takes a third of the memory of as many small buffers.
  const entries: string[] = [];
  return {
    /** Adds what a row writes. The values that the updated record has already are found with the record itself. */
    add({ definition, settings }: Written, { action, id, body }: PlannedRow, record?: AnyRecord): void {
      if (action !== 'create' && action !== 'update') return;
      const { type } = definition;
      const before: Body = record ?? {};
      // Names of people are derived from their parts, of which an update can have one.
      const after = { ...body, ...definition.derive({ ...before, ...body }, settings) };
      const idOfRecord = Buffer.from(id.replaceAll('-', ''), 'hex');
      const digests = indexedFields(type).flatMap((field) => {
        const known = valuesToFind(before, field);
        return valuesToFind(after, field)
          .filter((value) => !known.includes(value))
          .map((value) => digestOf(type, field, value));
      });
      for (const digest of digests.slice(0, valuesARow))
        entries.push(Buffer.concat([digest, idOfRecord]).toString('latin1'));
    },
    index: (): PlannedIndex => Buffer.from(entries.toSorted(byCharacters).join(''), 'latin1'),
  };
}

const idAt = (index: PlannedIndex, at: number): string => {
  const hex = index.toString('hex', at + digestBytes, at + entryBytes);
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join('-');
};

/** The position of the first entry that isn't before a digest. */
function firstFrom(index: PlannedIndex, digest: Buffer): number {
  let low = 0;
  let high = index.length / entryBytes;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const at = middle * entryBytes;
    if (index.compare(digest, 0, digestBytes, at, at + digestBytes) < 0) low = middle + 1;
    else high = middle;
  }
  return low * entryBytes;
}

/** The ids of the records that have a value in a field, once the import is done. */
export function plannedIds(index: PlannedIndex, type: RecordType, field: string, value: string): string[] {
  const digest = digestOf(type, field, value);
  const ids: string[] = [];
  let at = firstFrom(index, digest);
  while (at < index.length && index.compare(digest, 0, digestBytes, at, at + digestBytes) === 0) {
    ids.push(idAt(index, at));
    at += entryBytes;
  }
  return [...new Set(ids)];
}
