import * as z from 'zod/mini';
import { id, line, timestamp } from './field.ts';
import { heldSubmission } from './held-submission.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { change } from './record-operations.ts';
import type { RecordType } from './record-type.ts';
import { recordTypeNames, recordTypes } from './record-types.ts';

/** The record types whose records are persons. */
export const personTypes: readonly string[] = Object.values<RecordType>(recordTypes as never)
  .filter(({ isPerson }) => isPerson)
  .map(({ name }) => name);

const recordType = z.enum(recordTypeNames);
const record = z.object({ recordType, recordId: id, title: z.string() });

/** What an erasure does, for the person who confirms it. */
const effects = z.object({
  /** The records that are removed. The first one is that of the path. */
  records: z.array(record),
  /** What is removed with them. */
  notes: z.int(),
  activities: z.int(),
  tasks: z.int(),
  files: z.int(),
  /** Records with another name and one of the same e-mail addresses or phone numbers. They keep it unless `erasesShared`. */
  sharing: z.array(record),
  /** The number of other records with the same full name. If there are any, texts with nothing but the name stay. */
  namesakes: z.int(),
  /** Whether an erasure of this record is already under way. */
  isErasing: z.boolean(),
});
export type ErasureEffects = z.infer<typeof effects>;

/** `running`: records and copies are being removed. `done`: a search of everything has found nothing more. */
const erasureStates = ['running', 'done'] as const;

/** An erasure. It contains nothing about the person. */
const erasure = z.object({
  id,
  version: z.int(),
  state: z.enum(erasureStates),
  recordType,
  recordId: id,
  /** The number of records that were removed. */
  records: z.int(),
  /** The number of texts and values elsewhere that were replaced or removed so far. */
  replaced: z.int(),
  createdBy: id,
  createdAt: timestamp,
  finishedAt: z.optional(timestamp),
});
export type Erasure = z.infer<typeof erasure>;

const entry = z.record(z.string(), z.unknown());

/** Everything that is stored about a person. */
const heldData = z.object({
  createdAt: timestamp,
  organization: z.string(),
  records: z.array(
    z.object({
      recordType,
      record: entry,
      notes: z.array(entry),
      activities: z.array(entry),
      tasks: z.array(entry),
      files: z.array(
        z.object({
          ...{ id, name: z.string(), type: z.string(), sizeBytes: z.int() },
          url: z.optional(z.string()),
        }),
      ),
      history: z.array(change),
    }),
  ),
  /** What the person has sent through public forms and is held for review. */
  heldSubmissions: z.array(heldSubmission),
  /** Other records with one of the person’s e-mail addresses or phone numbers. */
  elsewhere: z.array(record),
  /** Whether there was more than fits into the response. */
  isCut: z.boolean(),
});
export type HeldData = z.infer<typeof heldData>;

const all = '/v1/orgs/{orgId}/personal-data';
const ofRecord = `${all}/records/{recordType}/{recordId}` as const;
const erasures = `${all}/erasures` as const;

export const personalDataResource = resource('personal-data', all, {
  get: operation({
    method: 'GET',
    path: ofRecord,
    access: 'personalData:read',
    summary: 'Get everything that is stored about a person, for a contact or lead.',
    description: `Includes merged records, leads that became the contact, their notes, activities, tasks and history, submissions of forms that are held for review, and download URLs of their files, which are valid for ${limits.downloadUrlMinutes} minutes. At most ${limits.personalDataItems} items of each kind, and 4 MB in all; \`isCut\` says whether there are more.`,
    output: heldData,
  }),
  effects: operation({
    method: 'GET',
    path: `${ofRecord}/effects`,
    access: 'personalData:erase',
    summary: 'Get what the erasure of a person would remove.',
    output: effects,
  }),
  erase: operation({
    method: 'POST',
    path: `${ofRecord}/erasure`,
    access: 'personalData:erase',
    summary: 'Erase a person, for a contact or lead. This can’t be undone.',
    description:
      'Removes the person’s records with their notes, activities, tasks, files and the values in their history, all files of exports, and imports that contain the person. Elsewhere, the person’s e-mail addresses, phone numbers and full name are replaced by `[erased]`. E-mail addresses and phone numbers that records with other names have as well stay, unless `erasesShared` is true, and so does a full name that other records have. Accounts of members and contents of other records’ files are left alone. Records that refer to the person stay. Keyed hashes of the e-mail addresses and phone numbers remain, by which new records of the person are noticed. Poll the erasure until it is `done`.',
    body: z.strictObject({
      /** The name of the person, as the record shows it. Case doesn’t matter. */
      confirmation: line(200),
      /** Whether values go that records with other names have as well, such as the telephone of a company. */
      erasesShared: z.optional(z.boolean()),
    }),
    output: erasure,
    status: 201,
  }),
  erasures: operation({
    method: 'GET',
    path: erasures,
    access: 'personalData:read',
    summary: 'List the latest erasures.',
    output: z.object({ items: z.array(erasure) }),
  }),
  erasure: operation({
    method: 'GET',
    path: `${erasures}/{id}`,
    access: 'personalData:read',
    summary: 'Get the progress of an erasure.',
    output: erasure,
  }),
});
