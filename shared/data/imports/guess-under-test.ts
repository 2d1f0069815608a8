import type { RecordTypeName } from '#contract/record-types.ts';
import type { Cell } from './cell.ts';
import { fieldsOf } from './fields-under-test.ts';
import { guessMapping, type MappingInput } from './guess-mapping.ts';
import { spain } from './readings-under-test.ts';

/** Guesses for columns of a contact list, by header and cells. */
export const guess = (
  columns: [header: string, ...cells: Cell[]][],
  rest: Partial<MappingInput> & { recordType?: RecordTypeName } = {},
) =>
  guessMapping({
    recordType: 'contact',
    headers: columns.map(([header]) => header),
    samples: columns.map(([, ...cells]) => cells),
    fields: fieldsOf(rest.recordType ?? 'contact'),
    reading: spain,
    ...rest,
  });
/** The names of the fields that the columns fill. */
export const fieldsIn = (...args: Parameters<typeof guess>) => guess(...args).map(({ field }) => field);
/** The name of the field that a single column fills. */
export const one = (header: string, recordType: RecordTypeName = 'contact', ...cells: Cell[]) =>
  fieldsIn([[header, ...cells]], { recordType })[0];
