import * as z from 'zod/mini';
import {
  amount,
  defaulted,
  derived,
  email,
  id,
  instant,
  integer,
  kept,
  line,
  listedIn,
  longText,
  member,
  money,
  optional,
  phones,
  rate,
  relation,
  tags,
  text,
} from './field.ts';
import { operation, resource } from './operation.ts';
import { recordOperations } from './record-operations.ts';
import { recordType, type RecordOf } from './record-type.ts';

/** Somebody who may become a customer. */
export const lead = recordType('lead', {
  plural: 'leads',
  fields: {
    firstName: text({ max: 80 }),
    lastName: optional(text({ max: 80 })),
    fullName: derived(text({ max: 161 })),
    email: optional(email()),
    phones: optional(phones()),
    company: optional(text({ max: 160 })),
    jobTitle: optional(text({ max: 120 })),
    sourceId: optional(listedIn('leadSources')),
    statusId: defaulted(listedIn('leadStatuses')),
    score: derived(integer({ min: 0, max: 100 })),
    estimatedValue: optional(amount()),
    budgetMin: optional(amount()),
    budgetMax: optional(amount()),
    propertyInterest: optional(text({ max: 300 })),
    message: optional(longText({ max: 2_000 })),
    /** The public form that the lead came by, as it was called then, and what was agreed to on it, word for word. */
    formName: kept(text({ max: 80 })),
    consentText: kept(longText({ max: 1_000 })),
    consentVersion: kept(integer({ min: 1, max: 999_999_999 })),
    disqualifiedReason: kept(text({ max: 300 })),
    convertedAt: kept(instant()),
    customerId: kept(relation('customer')),
    contactId: kept(relation('contact')),
    dealId: kept(relation('deal')),
    ownerId: optional(member()),
    tagIds: optional(tags()),
  },
  hasActivities: true,
  title: 'fullName',
  row: [
    'fullName',
    'company',
    'email',
    'phones',
    'statusId',
    'sourceId',
    'score',
    'estimatedValue',
    'ownerId',
    'tagIds',
    'convertedAt',
  ],
  sorts: ['createdAt', 'name', 'score'],
  filters: ['statusId', 'sourceId', 'ownerId', 'tagIds'],
  listDescription:
    'Bounds of the budget are minor units of the organization’s currency. A budget in another currency lies within none.',
  days: { converted: { fields: ['convertedAt'] } },
  bounds: ['budgetFrom', 'budgetTo', 'scoreFrom', 'scoreTo'],
});
export type Lead = RecordOf<typeof lead.fields>;

const one = '/v1/orgs/{orgId}/leads/{id}';

/** A record that a conversion may use again instead of making a new one. */
const match = z.object({ id, title: z.string(), detail: z.optional(z.string()) });

const conversion = z.strictObject({
  /** An existing customer; left out, one is made from the lead. */
  customerId: z.optional(id),
  /** An existing contact, whose customer is used unless it lies in the trash; left out, one is made from the lead. */
  contactId: z.optional(id),
  /** Left out, no deal is made. */
  deal: z.optional(
    z.strictObject({
      title: line(160),
      /** Left out, the deal has none, whatever the lead was thought to be worth. */
      value: z.optional(money),
      exchangeRate: z.optional(rate().schema),
      pipelineId: z.optional(line(40)),
    }),
  ),
});

/** Leads with their own verbs. Nothing unique can be claimed by a lead. */
export const leads = resource('leads', '/v1/orgs/{orgId}/leads', {
  ...recordOperations(lead, 'leads', 0),
  qualify: operation({
    method: 'POST',
    path: `${one}/qualify`,
    access: 'lead:update',
    summary: 'Mark a lead as qualified.',
    output: lead.record,
    ifMatch: true,
  }),
  disqualify: operation({
    method: 'POST',
    path: `${one}/disqualify`,
    access: 'lead:update',
    summary: 'Mark a lead as unqualified, with the reason.',
    body: z.strictObject({ reason: line(300) }),
    output: lead.record,
    ifMatch: true,
  }),
  conversionMatches: operation({
    method: 'GET',
    path: `${one}/conversion`,
    access: 'lead:convert',
    summary: 'Customers and contacts with the lead’s e-mail or phone, to convert into.',
    output: z.object({ customers: z.array(match), contacts: z.array(match) }),
  }),
  convert: operation({
    method: 'POST',
    path: `${one}/conversion`,
    access: 'lead:convert',
    summary: 'Convert a lead into a customer, a contact and, if wanted, a deal: once, all or nothing.',
    description:
      'A contact that is used again brings its customer, whether or not you may read that one; naming another customer beside it is refused. Where its customer lies in the trash the contact comes to the customer that you name, or to the new one. The deal is worth what you say, and without a value nothing: the lead’s estimated value is not taken over by itself.',
    body: conversion,
    output: lead.record,
    ifMatch: true,
  }),
});
