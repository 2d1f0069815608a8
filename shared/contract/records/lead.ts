import {
  amount,
  companyName,
  defaulted,
  derived,
  email,
  externalId,
  instant,
  integer,
  kept,
  listedIn,
  longText,
  member,
  optional,
  phones,
  relation,
  tags,
  text,
  type Money,
} from '../field.ts';
import { limits } from '../limits.ts';
import type { Filter } from '../lists/filter-tree.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import { withinReach } from '../role.ts';

/** A condition on one end of a range, which is open if only the other end is set. */
const openEnded = (field: string, op: 'atLeast' | 'atMost', other: string, value: Money): Filter => ({
  or: [
    { field, op, value },
    {
      and: [
        { field, op: 'isEmpty' },
        { field: other, op: 'atLeast', value: { ...value, amountMinor: 0 } },
      ],
    },
  ],
});

/** The maximum length of a lead’s message. What a form takes is shorter, so that answers without a field fit behind it. */
export const leadMessageCharacters = limits.noteCharacters;

/** A person who may become a customer. */
export const lead = recordType('lead', {
  plural: 'leads',
  nouns: {
    en: { one: 'Lead', many: 'Leads' },
    // Not “Prospecto”, which is a status of contacts and customers.
    es: { one: 'Lead', many: 'Leads' },
  },
  icon: 'target',
  group: 'sales',
  shortcut: 'l',
  permissions: { ...withinReach, convert: withinReach.update },
  fields: {
    firstName: text({ max: 80 }),
    lastName: optional(text({ max: 80 })),
    fullName: derived(text({ max: 161 })),
    email: optional(email()),
    phones: optional(phones()),
    company: optional(companyName()),
    jobTitle: optional(text({ max: 120 })),
    sourceId: optional(listedIn('leadSources')),
    statusId: defaulted(listedIn('leadStatuses')),
    score: derived(integer({ min: 0, max: 100 })),
    estimatedValue: optional(amount()),
    budgetMin: optional(amount()),
    budgetMax: optional(amount()),
    propertyInterest: optional(text({ max: 300 })),
    message: optional(longText({ max: leadMessageCharacters })),
    /**
     * The name that the public form had when it created the lead. `consentText` is the exact text that the visitor
     * agreed to.
     */
    formName: kept(text({ max: 80 })),
    consentText: kept(longText({ max: 1_000 })),
    consentVersion: kept(integer({ min: 1, max: 999_999_999 })),
    disqualifiedReason: kept(text({ max: 300 })),
    convertedAt: kept(instant()),
    /** When the lead was converted or, otherwise, got a status that means won, lost or disqualified. */
    closedAt: kept(instant()),
    customerId: kept(relation('customer')),
    contactId: kept(relation('contact')),
    dealId: kept(relation('deal')),
    ownerId: optional(member()),
    tagIds: optional(tags()),
    externalId: externalId(),
  },
  hasActivities: true,
  isMergeable: true,
  isPerson: true,
  title: 'fullName',
  uniqueBySetting: 'email',
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
    '`budgetFrom` and `budgetTo` are in minor units of the organization’s currency. Leads with a budget in another currency aren’t returned.',
  defaultSort: '-createdAt',
  days: { converted: 'convertedAt', closed: 'closedAt' },
  // A lead matches if its budget overlaps the requested range. If only its minimum or only its maximum is set, the
  // budget is open-ended on the other side.
  bounds: {
    budgetFrom: (amountMinor, currency) =>
      openEnded('budgetMax', 'atLeast', 'budgetMin', { amountMinor, currency }),
    budgetTo: (amountMinor, currency) =>
      openEnded('budgetMin', 'atMost', 'budgetMax', { amountMinor, currency }),
    scoreFrom: (value) => ({ field: 'score', op: 'atLeast', value }),
    scoreTo: (value) => ({ field: 'score', op: 'atMost', value }),
  },
  statusLists: {
    leadStatuses: {
      needed: ['open', 'qualified', 'disqualified', 'won'],
      first: [
        { id: 'new', meaning: 'open', en: 'New', es: 'Nuevo' },
        { id: 'contacted', meaning: 'open', en: 'Contacted', es: 'Contactado' },
        { id: 'qualified', meaning: 'qualified', en: 'Qualified', es: 'Calificado' },
        { id: 'unqualified', meaning: 'disqualified', en: 'Unqualified', es: 'No calificado' },
        { id: 'negotiation', meaning: 'qualified', en: 'Negotiation', es: 'Negociación' },
        { id: 'closed', meaning: 'won', en: 'Closed', es: 'Cerrado' },
        { id: 'lost', meaning: 'lost', en: 'Lost', es: 'Perdido' },
      ],
    },
    leadSources: {
      needed: [],
      default: 'website',
      first: [
        { id: 'website', en: 'Website', es: 'Sitio web' },
        { id: 'referral', en: 'Referral', es: 'Referido' },
        { id: 'partner', en: 'Partner', es: 'Socio' },
        { id: 'social_media', en: 'Social media', es: 'Redes sociales' },
        { id: 'cold_call', en: 'Cold call', es: 'Llamada en frío' },
        { id: 'event', en: 'Event', es: 'Evento' },
        { id: 'advertisement', en: 'Advertisement', es: 'Publicidad' },
        { id: 'other', en: 'Other', es: 'Otro' },
      ],
    },
  },
});
export type Lead = RecordOf<typeof lead.fields>;
