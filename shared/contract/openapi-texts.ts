import { rangeDaysMax } from './report.ts';
import { limits } from './limits.ts';
import { inSentence } from './noun.ts';
import type { RecordType } from './record-type.ts';
import { recordTypes } from './record-types.ts';

/** What the document says about all operations. */
export const about = `Send a user’s access token or an API key as \`Authorization: Bearer …\`.

Records have an ETag, which you send in \`If-Match\` to change them. POST requests that accept an \`Idempotency-Key\` are carried out only once for each key, even if you send them again. A key that can change something but not read it gets IDs and versions as the answer.

Lists return up to ${limits.pageSizeMax} items. To get the next page, send \`nextCursor\` as \`cursor\`.

Properties and query parameters that an operation doesn’t have are refused with 422. Problems are in the language of \`Accept-Language\`, \`en\` or \`es\`.

Amounts are in minor units of their currency, such as cents. Responses contain times in UTC; requests can have any offset.`;

/** Descriptions of the groups of operations. Those of record types are derived. */
const groupTexts: Record<string, string> = {
  me: 'Your profile and your sign-in.',
  account: 'Your own data, and the deletion of your account.',
  'second-factor': 'Two-factor authentication of your account.',
  whoami: 'Who sends the requests: a user or an API key.',
  organizations: 'Organizations and their settings.',
  usage: 'How much of each limit an organization uses.',
  members: 'The people of an organization, with their roles.',
  invitations: 'Invitations to join an organization.',
  views: 'Saved views of lists and boards.',
  pipelines: 'Pipelines of deals and their stages.',
  billing:
    'Who issues invoices, their series of numbers, reminders, and the Stripe account with which customers pay online.',
  documents: 'Invoices, credit notes and quotes as PDF.',
  portal: 'What customers and vendors see and do as clients, and who has access.',
  presets: 'Settings for an industry, such as statuses and custom fields.',
  'custom-fields': 'Fields that an organization adds to its records.',
  'status-lists': 'Statuses and sources of records.',
  jobs: 'Changes to many records at once, with progress and undo.',
  imports:
    'Files whose rows become records, or notes, activities and tasks of records, with a check before and an undo after.',
  duplicates: 'Records that are possibly the same person or company.',
  exports: 'Files with the records of a list, and archives of the whole organization.',
  'archive-imports': 'The import of an archive into a new organization.',
  'personal-data': 'What is stored about a person, and its erasure.',
  activities: 'Calls, meetings and other activities on records.',
  tasks: 'Things to do, with an assignee and a due time.',
  calendar: 'A calendar feed of your tasks.',
  timeline: 'Everything that happened on a record, in one list.',
  notes: 'Notes on records, in Markdown.',
  attachments: 'Files of records.',
  tags: 'Tags, which records of all types share.',
  'api-keys': 'Keys for programs that use this API.',
  webhooks:
    'Addresses to which the CRM sends what happens. The messages are described in this document, too, under `webhooks`.',
  'webhook-sources': 'Other programs that send messages to the organization, and what was made of them.',
  forms: 'Public forms that create leads or issues.',
  'held-submissions': 'What visitors sent that is held for review.',
  'public-documents': 'What customers do with links to documents, without signing in.',
  'public-issues': 'What recipients of e-mails about issues do, without signing in.',
  'public-forms': 'What visitors use of a public form, without signing in.',
  'public-payments': 'What payment providers and paying customers use, without signing in.',
  'public-webhooks': 'What other programs use that send messages to the organization.',
  crashes: 'What pages of the site report when they crash.',
  search: 'Search in all record types.',
  dashboard: 'The figures of the dashboard.',
  analytics: 'Reports on leads, deals, activities, customers, people, invoices and payments.',
  reference: 'This description for one organization.',
  health: 'The state of the service, and this description.',
};

const types = Object.values<RecordType>(recordTypes as never);

export function groupText(group: string): string {
  const type = types.find(({ plural }) => plural === group);
  const records = type && inSentence(type.nouns.en.many);
  return records
    ? `Create, find, change and delete ${records}. Organizations can give ${records} another name, and custom fields.`
    : (groupTexts[group] ?? '');
}

const parameterTexts: Record<string, string> = {
  orgId: 'The ID of the organization.',
  recordType: 'The type of the record.',
  recordId: 'The ID of the record.',
  limit: `The number of items in a page, ${limits.pageSizeDefault} by default unless the operation says otherwise.`,
  cursor: '`nextCursor` of the previous page. Send the same filters and order again.',
  q: 'Search terms, each of which must match a text of the record. In lists of quotes, orders, invoices and payments, a term can also be in the customer’s name, or be the exact total, such as 1,210.00.',
  sort: 'A column or one of the names in the description, with `-` before it for descending order.',
  updatedSince: 'Returns only records that were created or changed at this moment or later, in RFC 3339.',
  deleted: 'Returns the records in the trash instead.',
  trash: 'Also returns the record if it’s in the trash.',
  teamOf:
    'A member: limits the results to that person and everyone who reports to them, directly or indirectly.',
  hasActivities: 'Whether the records have activities.',
  hasNextTask: 'Whether the records have an open task.',
  include:
    'Fields whose values the response adds to its items, such as `activityCount`. For fields with IDs, it also adds the names in `names`.',
  current: 'The first page includes every change whose response was sent before this request.',
  from: 'The first day or moment.',
  to: 'The last day or moment.',
  by: `The length of the periods. Days are for reports of up to ${rangeDaysMax.day} days, and weeks for up to ${rangeDaysMax.week}.`,
  currency: 'The ISO 4217 code of a currency, by default the organization’s.',
  of: 'What the report is divided by.',
  compare: 'Whether to add the preceding period of the same length.',
};

/** The description of a parameter, if its name needs one. */
export function parameterText(name: string): string | undefined {
  if (name.endsWith('From')) return 'The smallest value, or the first day.';
  if (name.endsWith('To')) return 'The largest value, or the last day. It’s included.';
  return parameterTexts[name];
}
