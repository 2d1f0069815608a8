import * as z from 'zod/mini';
import { shownLine } from './document-fields.ts';
import { calendarDate, countryCode, id, line, money, phone, signedMoney } from './field.ts';
import { languages } from './language.ts';
import { limits } from './limits.ts';
import { wording } from './organization.ts';
import { operation, type Resource } from './operation.ts';
import { portalAccessOperations, portalTypes } from './portal-access.ts';
import { portalIssueOperations } from './portal-issues.ts';
import { portalPage, portalPageQuery, portalQuery } from './portal-page.ts';
import { status } from './status.ts';

const base = '/v1/orgs/{orgId}/portal';

/** A status as clients see it: the organization’s own label, and what it means. */
export const portalStatus = z.pick(status, { id: true, name: true, names: true, meaning: true });

const dueAmount = z.object({
  /** What is left to pay of all invoices in a currency. */
  due: money,
  /** The part of it that is overdue. */
  overdue: money,
  /** The part of it that payments under way will settle. */
  pending: money,
  /** Number of invoices that are not paid. */
  count: z.int(),
});

const home = z.object({
  organization: z.object({
    id,
    name: z.string(),
    /** Presigned URL of the logo, valid for at least an hour. */
    logoUrl: z.optional(z.string()),
    /** The color of the organization’s documents. */
    accentColor: z.optional(z.string()),
    timeZone: z.string(),
    /** Some things are called differently from country to country. */
    country: countryCode,
    wording: z.optional(wording),
  }),
  /** What the caller is to the organization. Vendors see their profile only. */
  kind: z.enum(portalTypes),
  /** The name of the client; left out in a preview. */
  name: z.optional(z.string()),
  /** The customer for whom the client acts. */
  customer: z.optional(z.object({ id, name: z.string() })),
  /** Set if a member of the organization looks at the portal, who can’t change anything there. */
  isPreview: z.optional(z.literal(true)),
  /** By currency. Empty if nothing is due. */
  due: z.array(dueAmount),
  /** By currency: what was paid and is left for other invoices. Empty if there is none. */
  credit: z.array(money),
  openIssues: z.int(),
  /** Number of quotes that wait for an answer. */
  openQuotes: z.int(),
  statuses: z.object({
    quotes: z.array(portalStatus),
    orders: z.array(portalStatus),
    invoices: z.array(portalStatus),
    payments: z.array(portalStatus),
    paymentMethods: z.array(portalStatus),
    issues: z.array(portalStatus),
  }),
});
export type PortalHome = z.infer<typeof home>;

const portalQuote = z.object({
  id,
  code: z.string(),
  title: z.optional(z.string()),
  statusId: z.string(),
  quotedOn: calendarDate,
  validUntil: z.optional(calendarDate),
  total: money,
});
export type PortalQuote = z.infer<typeof portalQuote>;

const portalOrder = z.object({
  id,
  code: z.string(),
  reference: z.optional(z.string()),
  statusId: z.string(),
  orderedOn: calendarDate,
  total: money,
});
export type PortalOrder = z.infer<typeof portalOrder>;

const portalOrderLine = z.extend(shownLine, {
  /** The amount after discounts, without tax. */
  net: z.object({ amountMinor: z.int(), currency: z.string() }),
  /** How much of the quantity was delivered. */
  fulfilled: z.number(),
});
/** The amount of a rate, and the net amount to which it applies. Negative if its lines take off more than they add. */
const portalRate = z.object({ percent: z.number(), base: signedMoney, amount: signedMoney });
const portalOrderDetail = z.extend(portalOrder, {
  lines: z.array(portalOrderLine),
  /** Before discounts. */
  gross: signedMoney,
  /** What the discounts of the lines and of the order take off. */
  discount: signedMoney,
  /** After discounts, without tax. */
  subtotal: money,
  /** By rate, from the highest to the lowest. */
  taxes: z.array(portalRate),
  /** What the customer withholds, by rate. */
  withholdings: z.array(portalRate),
});
export type PortalOrderDetail = z.infer<typeof portalOrderDetail>;

const portalInvoice = z.object({
  id,
  number: z.string(),
  isCreditNote: z.boolean(),
  statusId: z.string(),
  issuedOn: calendarDate,
  dueOn: z.optional(calendarDate),
  /** Negative for a credit note. */
  total: signedMoney,
  due: money,
  /** What of it payments under way will settle. */
  pending: money,
});
export type PortalInvoice = z.infer<typeof portalInvoice>;

const portalPayment = z.object({
  id,
  code: z.string(),
  statusId: z.string(),
  methodId: z.string(),
  receivedOn: calendarDate,
  reference: z.optional(z.string()),
  amount: money,
  refunded: money,
  /** What it settles of invoices, by their numbers, and what of that the customer withheld. */
  invoices: z.array(z.object({ id, number: z.string(), settled: money, withheld: z.optional(money) })),
});
export type PortalPayment = z.infer<typeof portalPayment>;

/** The language in which the document is shown: by default, that of the customer’s country, or of the organization’s. */
const linkBody = z.strictObject({ language: z.optional(z.enum(languages)) });
/** Links that work for an hour, and only as long as the client has access. */
const portalLink = z.object({ url: z.string(), pdfUrl: z.string() });

const profile = z.object({
  kind: z.enum(portalTypes),
  version: z.int(),
  /** Of a contact. */
  firstName: z.optional(z.string()),
  lastName: z.optional(z.string()),
  jobTitle: z.optional(z.string()),
  /** Of a vendor. */
  name: z.optional(z.string()),
  contactPerson: z.optional(z.string()),
  website: z.optional(z.string()),
  email: z.optional(z.string()),
  phones: z.array(phone),
  /** Whether the client gets e-mails about answers. */
  notices: z.boolean(),
  /** What invoices say about the contact’s customer, which the organization changes on request. */
  customer: z.optional(
    z.object({
      name: z.string(),
      legalName: z.optional(z.string()),
      taxId: z.optional(z.string()),
      address: z.optional(z.string()),
      postalCode: z.optional(z.string()),
      city: z.optional(z.string()),
      state: z.optional(z.string()),
      country: z.optional(z.string()),
    }),
  ),
});
export type PortalProfile = z.infer<typeof profile>;

const operations = {
  home: operation({
    method: 'GET',
    path: base,
    access: 'portal:read',
    summary: 'Get the start page of the portal: what is due, and what waits for an answer.',
    description:
      'Clients see what belongs to their customer. Members who can read a customer can look at its portal with `customerId`, and see there what they can read.',
    query: z.strictObject(portalQuery),
    output: home,
  }),
  quotes: operation({
    method: 'GET',
    path: `${base}/quotes`,
    access: 'portal:read',
    summary: 'List the quotes that were sent to the customer, newest first.',
    query: z.strictObject(portalPageQuery),
    output: portalPage(portalQuote),
  }),
  openQuote: operation({
    method: 'POST',
    path: `${base}/quotes/{id}/link`,
    access: 'portal:update',
    summary: 'Get links to a quote, where it can be accepted or declined, and to its PDF.',
    body: linkBody,
    output: portalLink,
  }),
  orders: operation({
    method: 'GET',
    path: `${base}/orders`,
    access: 'portal:read',
    summary: 'List the customer’s orders, newest first. Drafts aren’t shown.',
    query: z.strictObject(portalPageQuery),
    output: portalPage(portalOrder),
  }),
  order: operation({
    method: 'GET',
    path: `${base}/orders/{id}`,
    access: 'portal:read',
    summary: 'Get an order of the customer with its lines, discounts and taxes, and how much was delivered.',
    query: z.strictObject(portalQuery),
    output: portalOrderDetail,
  }),
  invoices: operation({
    method: 'GET',
    path: `${base}/invoices`,
    access: 'portal:read',
    summary:
      'List the customer’s invoices and credit notes, newest first. Drafts and void ones aren’t shown.',
    query: z.strictObject({ ...portalPageQuery, unpaid: z.optional(z.literal('true')) }),
    output: portalPage(portalInvoice),
  }),
  openInvoice: operation({
    method: 'POST',
    path: `${base}/invoices/{id}/link`,
    access: 'portal:update',
    summary: 'Get links to an invoice, where it can be paid, and to its PDF.',
    body: linkBody,
    output: portalLink,
  }),
  payments: operation({
    method: 'GET',
    path: `${base}/payments`,
    access: 'portal:read',
    summary: 'List the customer’s payments, newest first. Canceled ones aren’t shown.',
    query: z.strictObject(portalPageQuery),
    output: portalPage(portalPayment),
  }),
  profile: operation({
    method: 'GET',
    path: `${base}/profile`,
    access: 'portal:read',
    summary: 'Get what the organization knows of the client, and of the customer’s billing address.',
    query: z.strictObject(portalQuery),
    output: profile,
  }),
  updateProfile: operation({
    method: 'PATCH',
    path: `${base}/profile`,
    access: 'portal:update',
    summary: 'Change the client’s own name and phone numbers, and whether e-mails about answers are sent.',
    body: z.strictObject({
      firstName: z.optional(line(80)),
      lastName: z.optional(z.nullable(line(80))),
      contactPerson: z.optional(z.nullable(line(160))),
      phones: z.optional(z.array(phone).check(z.maxLength(limits.phonesPerRecord))),
      notices: z.optional(z.boolean()),
    }),
    output: profile,
    ifMatch: true,
  }),
  ...portalIssueOperations,
  ...portalAccessOperations,
};

/** The portal, in which clients see what belongs to them and nothing else. */
export const portal: Resource<typeof operations> = {
  name: 'portal',
  routes: [base, `${base}/{proxy+}`, '/v1/portal/{proxy+}'],
  operations,
};
