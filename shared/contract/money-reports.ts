import * as z from 'zod/mini';
import { calendarDate, currencyCode, timestamp } from './field.ts';
import { operation } from './operation.ts';
import { amounts, report, reportFilters } from './report.ts';

/** The values that each report about invoices and payments returns. The UI texts contain their definitions. */
export const moneyMeasures = {
  invoices: [
    'issued',
    'netMinor',
    'taxMinor',
    'withheldMinor',
    'totalMinor',
    'credited',
    'creditedNetMinor',
    'creditedTaxMinor',
    'creditedWithheldMinor',
    'creditedTotalMinor',
    'received',
    'receivedMinor',
    'refunded',
    'refundedMinor',
  ],
  taxes: [
    'taxBaseMinor',
    'taxMinor',
    'creditedTaxBaseMinor',
    'creditedTaxMinor',
    'withheldBaseMinor',
    'withheldMinor',
    'creditedWithheldBaseMinor',
    'creditedWithheldMinor',
  ],
  payments: ['received', 'receivedMinor', 'withheldAtPaymentMinor', 'refunded', 'refundedMinor'],
  sales: ['netMinor', 'creditedNetMinor'],
  receivables: [
    'open',
    'openMinor',
    'notDueMinor',
    'overdue',
    'overdueMinor',
    'overdue30Minor',
    'overdue60Minor',
    'overdue90Minor',
    'overdueOlderMinor',
  ],
} as const;

/** What sales can be divided by. */
const salesParts = ['customer', 'product', 'owner'] as const;
export type SalesPart = (typeof salesParts)[number];

/** The currency of a report’s amounts. By default, the organization's. */
const currency = z.optional(currencyCode);

/** What a report about one currency says about all of them. */
function ofCurrencies<const Name extends string>(names: readonly Name[]) {
  return {
    currency: z.string(),
    /** The totals in each currency that has figures, by its code. */
    currencies: z.array(z.object({ currency: z.string(), totals: amounts(names) })),
  };
}
const moneyReport = <const Name extends string>(names: readonly Name[]) =>
  z.extend(report(names), ofCurrencies(names));

const path = '/v1/orgs/{orgId}/analytics';
const minorText = 'Amounts are in minor units of `currency`, by default the organization’s.';

/** Reports about invoices and payments, each in one currency. */
export const moneyReports = {
  invoices: operation({
    method: 'GET',
    path: `${path}/invoices`,
    access: 'analytics:read',
    summary: 'Report what was invoiced, credited, paid and refunded in one currency.',
    description: `Invoices and credit notes count on their date of issue, payments and refunds on their own day. Void invoices and canceled payments don’t count. Net sales: \`netMinor - creditedNetMinor\`. ${minorText}`,
    query: z.strictObject({ ...reportFilters, currency }),
    output: moneyReport(moneyMeasures.invoices),
  }),
  taxes: operation({
    method: 'GET',
    path: `${path}/taxes`,
    access: 'analytics:read',
    summary: 'Report taxes and withholdings in one currency by rate and date of issue.',
    description: `\`parts\` are rates in percent, such as \`tax#21\` and \`withholding#15\`. Tax owed: \`taxMinor - creditedTaxMinor\`. Withheld by customers: \`withheldMinor - creditedWithheldMinor\`. ${minorText}`,
    query: z.strictObject({ ...reportFilters, currency }),
    output: moneyReport(moneyMeasures.taxes),
  }),
  payments: operation({
    method: 'GET',
    path: `${path}/payments`,
    access: 'analytics:read',
    summary: 'Report payments and refunds in one currency, each on its own day.',
    description: `\`parts\` are methods of payment. Canceled payments don’t count. \`withheldAtPaymentMinor\` is what customers withheld when paying, which is no part of \`receivedMinor\`. ${minorText}`,
    query: z.strictObject({ ...reportFilters, currency }),
    output: moneyReport(moneyMeasures.payments),
  }),
};

/** Who bought, what was sold and who sold it. It is answered from the list of invoices, so it is exact for any range. */
export const salesReport = operation({
  method: 'GET',
  path: `${path}/sales`,
  access: 'analytics:read',
  summary: 'Report net sales in one currency by customer, product or owner, largest first.',
  description: `Invoiced amounts without tax, and what was credited of them, by date of issue. \`others\` are the customers or products that aren’t listed, and \`none\` is invoices without an owner, or lines without a product. Totals and periods are those of \`GET ${path}/invoices\`. ${minorText}`,
  query: z.strictObject({
    from: reportFilters.from,
    to: reportFilters.to,
    ownerId: reportFilters.ownerId,
    teamOf: reportFilters.teamOf,
    currency,
    of: z.optional(z.enum(salesParts)),
  }),
  output: z.object({
    from: calendarDate,
    to: calendarDate,
    of: z.enum(salesParts),
    currency: z.string(),
    parts: z.array(z.object({ id: z.string(), values: amounts(moneyMeasures.sales) })),
    asOf: timestamp,
  }),
});

/** What customers owe. It is answered from the list of invoices, so that each number is the sum of a list. */
export const receivablesReport = operation({
  method: 'GET',
  path: `${path}/receivables`,
  access: 'analytics:read',
  summary: 'Report what is unpaid in one currency, by customer and by days since the due date.',
  description: `As of today in the organization’s time zone. \`overdue30Minor\` has been overdue for 1 to 30 days, \`overdue60Minor\` for 31 to 60, \`overdue90Minor\` for 61 to 90, and \`overdueOlderMinor\` for longer. \`open\` and \`overdue\` are numbers of invoices. ${minorText}`,
  query: z.strictObject({
    currency,
    ownerId: reportFilters.ownerId,
    teamOf: reportFilters.teamOf,
  }),
  output: z.object({
    today: calendarDate,
    totals: amounts(moneyMeasures.receivables),
    /** The customers who owe most, largest first. The id `others` stands for all that aren't listed. */
    parts: z.array(z.object({ id: z.string(), values: amounts(moneyMeasures.receivables) })),
    ...ofCurrencies(moneyMeasures.receivables),
    asOf: timestamp,
  }),
});
