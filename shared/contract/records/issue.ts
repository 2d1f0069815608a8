import * as z from 'zod/mini';
import {
  code,
  defaulted,
  email,
  externalId,
  field,
  instant,
  integer,
  kept,
  listedIn,
  longText,
  member,
  optional,
  relation,
  tags,
  text,
  timestamp,
  yesNo,
} from '../field.ts';
import { limits } from '../limits.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import { sharedWork } from '../role.ts';

const workingTime = z.int().check(z.gte(0));

/** The working time of an issue, in milliseconds. */
const clock = () =>
  field(
    'clock',
    z.strictObject({
      /** The time until `runningSince` or, while the clock is stopped, in total. */
      workedMs: workingTime,
      /** The clock is stopped while the customer is asked, and once the issue is resolved. */
      runningSince: z.optional(timestamp.check(z.maxLength(30))),
      /** When targets were missed that are due again once the clock runs. */
      firstAnswerMissedAt: z.optional(timestamp.check(z.maxLength(30))),
      resolutionMissedAt: z.optional(timestamp.check(z.maxLength(30))),
    }),
  );

/** Whole minutes of working time. */
const minutes = () => ({ ...integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), isMinutes: true }) as const;

/** Something that a customer has asked for or complained about. */
export const issue = recordType('issue', {
  plural: 'issues',
  nouns: {
    en: { one: 'Issue', many: 'Issues' },
    es: { one: 'Incidencia', many: 'Incidencias' },
  },
  icon: 'life-buoy',
  group: 'sales',
  shortcut: 'k',
  permissions: sharedWork,
  fields: {
    code: code('ISS'),
    subject: text({ max: limits.issueSubjectCharacters }),
    description: optional(longText({ max: limits.noteCharacters })),
    statusId: defaulted(listedIn('issueStatuses')),
    priorityId: defaulted(listedIn('issuePriorities')),
    customerId: optional(relation('customer')),
    contactId: optional(relation('contact')),
    /** Who works on the issue. */
    ownerId: optional(member()),
    clock: kept(clock()),
    /** When the first answer is due, if the clock is running. */
    firstAnswerDueAt: kept(instant()),
    firstAnsweredAt: kept(instant()),
    firstAnswerMinutes: kept(minutes()),
    firstAnswerInTime: kept(yesNo()),
    /** When the resolution is due, if the clock is running. */
    resolutionDueAt: kept(instant()),
    resolvedAt: kept(instant()),
    resolutionMinutes: kept(minutes()),
    resolutionInTime: kept(yesNo()),
    /** When the team or the customer has answered last. */
    lastAnswerAt: kept(instant()),
    /** Whether the customer said to be satisfied, who is asked once, and again if the issue was opened again. */
    satisfied: kept(yesNo()),
    satisfactionAt: kept(instant()),
    satisfactionComment: kept(longText({ max: limits.satisfactionCharacters })),
    /** Who wrote through a public form. */
    writerName: kept(text({ max: 120 })),
    writerEmail: kept(email()),
    /** As those of a lead. */
    formName: kept(text({ max: 80 })),
    consentText: kept(longText({ max: 1_000 })),
    consentVersion: kept(integer({ min: 1, max: 999_999_999 })),
    /** Links to the issue that were made until then don’t open it any more. */
    linksRevokedAt: kept(instant()),
    tagIds: optional(tags()),
    externalId: externalId(),
  },
  hasAnswers: true,
  isMergeable: true,
  title: 'subject',
  projection: 3,
  row: [
    'code',
    'subject',
    'statusId',
    'priorityId',
    'customerId',
    'contactId',
    'ownerId',
    'firstAnswerDueAt',
    'firstAnsweredAt',
    'resolutionDueAt',
    'resolvedAt',
    'lastAnswerAt',
    'tagIds',
  ],
  sorts: ['createdAt', 'name'],
  defaultSort: '-createdAt',
  filters: ['statusId', 'priorityId', 'customerId', 'contactId', 'ownerId', 'tagIds'],
  board: { by: 'statusId', sort: 'dueAt' },
  queue: { until: 'resolvedAt', sort: 'dueAt' },
  computed: {
    /** When the first answer or the resolution is due, whichever is earlier. */
    dueAt: { kind: 'timestamp' },
  },
  days: {
    firstAnswerDue: 'firstAnswerDueAt',
    resolutionDue: 'resolutionDueAt',
    resolved: 'resolvedAt',
  },
  statusLists: {
    issueStatuses: {
      needed: ['open', 'inProgress', 'waiting', 'resolved', 'closed'],
      first: [
        { id: 'open', meaning: 'open', en: 'Open', es: 'Abierta' },
        { id: 'inProgress', meaning: 'inProgress', en: 'In progress', es: 'En curso' },
        { id: 'waiting', meaning: 'waiting', en: 'Waiting for a reply', es: 'A la espera de respuesta' },
        { id: 'resolved', meaning: 'resolved', en: 'Resolved', es: 'Resuelta' },
        { id: 'closed', meaning: 'closed', en: 'Closed', es: 'Cerrada' },
      ],
    },
    issuePriorities: {
      needed: [],
      default: 'normal',
      first: [
        { id: 'urgent', en: 'Urgent', es: 'Urgente' },
        { id: 'high', en: 'High', es: 'Alta' },
        { id: 'normal', en: 'Normal', es: 'Normal' },
        { id: 'low', en: 'Low', es: 'Baja' },
      ],
    },
  },
});
export type Issue = RecordOf<typeof issue.fields>;
