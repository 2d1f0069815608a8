import * as z from 'zod/mini';
import { recordTypeNames, recordTypes, type RecordTypeName } from './record-types.ts';

/** Record types for which an organization can choose whether several records can have one e-mail address. */
export const uniqueEmailTypes = recordTypeNames.filter(
  (name) => recordTypes[name].uniqueBySetting !== undefined,
) as [RecordTypeName, ...RecordTypeName[]];

const typeName = z.enum(uniqueEmailTypes);

/**
 * `warn`: several records can have one address. `refuse`: an address that another record has is refused.
 * `checking`: it is refused, too, while a job reserves the addresses of existing records.
 */
const mode = z.enum(['warn', 'checking', 'refuse']);

export const uniqueEmails = z.partialRecord(typeName, mode);
export type UniqueEmails = z.infer<typeof uniqueEmails>;

/** Ids of jobs by record type. */
export const uniqueEmailsJobs = z.partialRecord(typeName, z.string());

/** The modes that can be chosen. */
export const uniqueEmailsInput = z.partialRecord(typeName, z.enum(['warn', 'refuse']));

/** The modes of a new organization. */
export const uniqueEmailsOff: UniqueEmails = Object.fromEntries(
  uniqueEmailTypes.map((name) => [name, 'warn']),
);
