import * as z from 'zod/mini';
import { countryCode, deliverableAddress, line, lines } from './field.ts';
import { slugKey } from './custom-value.ts';
import { limits } from './limits.ts';
import { operation, resource } from './operation.ts';
import { stripeOperations } from './stripe.ts';

/** A series of numbers. `{year}` in a prefix is the year of issue, and each year begins at 1. */
export const series = z.strictObject({
  id: slugKey,
  prefix: line(20),
});
export type Series = z.infer<typeof series>;

const seriesList = z.array(series).check(
  z.minLength(1),
  z.maxLength(limits.seriesPerOrganization),
  z.refine((all) => new Set(all.map(({ id }) => id)).size === all.length, { error: 'distinct' }),
);

/** Who issues documents, and how. Every value is printed as it is. */
const values = {
  legalName: z.optional(line(255)),
  taxId: z.optional(line(40)),
  address: z.optional(line(200)),
  postalCode: z.optional(line(20)),
  city: z.optional(line(120)),
  /** The state, province or department of the address. */
  state: z.optional(line(120)),
  country: z.optional(countryCode),
  email: z.optional(deliverableAddress),
  phone: z.optional(line(40)),
  /** How customers pay by bank transfer. */
  bankDetails: z.optional(lines(500)),
  footer: z.optional(lines(1_000)),
  /** The color of titles and lines in PDFs. A light color is darkened for text. */
  accentColor: z.optional(z.string().check(z.regex(/^#[0-9A-Fa-f]{6}$/, { error: 'color' }))),
  /** Whether e-mails with a document have its PDF attached, besides the link. */
  attachPdf: z.boolean(),
  /** Days from the date of issue to the due date. */
  dueDays: z.int().check(z.gte(0), z.lte(365)),
  invoiceSeries: seriesList,
  creditSeries: seriesList,
  /** Days after the due date on which the customer is reminded, before it if negative. A repeated day counts once. */
  reminderDays: z.array(z.int().check(z.gte(-60), z.lte(120))).check(
    z.maxLength(3),
    z.overwrite((days) => [...new Set(days)]),
  ),
};
type Name = keyof typeof values;

export const billingSettings = z.object({ version: z.int(), ...values });
export type BillingSettings = z.infer<typeof billingSettings>;

const clearable = <Schema extends z.ZodMiniType>(schema: Schema) => z.optional(z.nullable(schema));
const optionalNames = [
  'legalName',
  'taxId',
  'address',
  'postalCode',
  'city',
  'state',
  'country',
  'email',
  'phone',
  'bankDetails',
  'footer',
  'accentColor',
] as const satisfies readonly Name[];
type OptionalName = (typeof optionalNames)[number];

const update = z.strictObject({
  ...(Object.fromEntries(optionalNames.map((name) => [name, clearable(values[name])])) as {
    [N in OptionalName]: z.ZodMiniOptional<z.ZodMiniNullable<(typeof values)[N]>>;
  }),
  attachPdf: z.optional(values.attachPdf),
  dueDays: z.optional(values.dueDays),
  invoiceSeries: z.optional(values.invoiceSeries),
  creditSeries: z.optional(values.creditSeries),
  reminderDays: z.optional(values.reminderDays),
});

const path = '/v1/orgs/{orgId}/billing';

export const billing = resource('billing', path, {
  get: operation({
    method: 'GET',
    path,
    access: 'billing:read',
    summary: 'Get who issues invoices, their series of numbers, and when customers are reminded.',
    output: billingSettings,
  }),
  update: operation({
    method: 'PATCH',
    path,
    access: 'billing:update',
    summary: 'Update the billing settings. Only what you send changes; null clears a value.',
    description:
      'A series that has numbers can’t be removed, and keeps its prefix. Invoices that were issued keep their number, seller and footer. Their PDFs and pages show the current bank details, color and logo.',
    body: update,
    output: billingSettings,
    ifMatch: true,
  }),
  ...stripeOperations,
});
