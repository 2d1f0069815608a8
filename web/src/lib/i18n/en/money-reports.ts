import type { Nouns } from '../nouns.ts';

/** Texts of the reports about invoices and payments. */
export const moneyTexts = ({ invoice, payment }: Nouns) => ({
  currency: 'Currency',
  byAge: 'By days overdue',
  taxRate: (percent: string) => `Tax ${percent}`,
  withholdingRate: (percent: string) => `Withholding ${percent}`,
  nothingBilled: {
    title: 'Nothing in this period',
    text: `No ${invoice.many} were issued and no ${payment.many} recorded in this period, with these filters. Drafts don’t count. Choose another period to see more.`,
  },
  nothingUnpaid: {
    title: `No unpaid ${invoice.many}`,
    text: `Issued ${invoice.many} appear here until they’re paid.`,
  },
});

/** Texts of the dashboard’s cards about money. */
export const moneyCards = ({ invoice, payment, customer, deal }: Nouns) => ({
  due: {
    title: 'Unpaid',
    nothing: `Nothing to collect. Issued ${invoice.many} appear here until they’re paid.`,
  },
  overdue: { title: 'Overdue', nothing: 'Nothing is overdue.' },
  paidThisMonth: {
    title: 'Paid this month',
    nothing: `${payment.Many} that you record this month are added up here.`,
  },
  refunded: (amount: string) => `${amount} refunded`,
  revenue: {
    title: 'Revenue, last twelve months',
    nothing: `Won ${deal.many} and ${payment.many} are added up here by month.`,
    won: 'Won',
    paid: 'Paid',
    by: 'Group by',
    byMonth: 'By month',
    byCustomer: `Won, by ${customer.one}`,
    month: 'Month',
  },
  customers: {
    title: `Newest ${customer.many}`,
    all: `All ${customer.many}`,
    nothing: `No ${customer.many} yet.`,
  },
});

export const moneyReportTitles = ({ customer, product, invoice, payment }: Nouns) => ({
  invoices: 'Invoiced and paid',
  receivables: `Unpaid ${invoice.many}`,
  taxes: 'Taxes',
  payments: payment.Many,
  customerSales: `Sales by ${customer.one}`,
  productSales: `Sales by ${product.one}`,
  ownerSales: 'Sales by person',
});

export const moneyParts = ({ product }: Nouns) => ({
  rate: 'By rate',
  method: 'By method',
  product: `By ${product.one}`,
  seller: 'By person',
});
export const moneyPart = ({ product }: Nouns) => ({
  rate: 'Rate',
  method: 'Method',
  product: product.One,
  seller: 'Person',
});

const ages = ({ invoice }: Nouns) => ({
  openMinor: { label: 'Unpaid', about: `What is left to pay of all issued ${invoice.many}.` },
  notDueMinor: { label: 'Not due yet', about: 'What is due today or later.' },
  overdueMinor: { label: 'Overdue', about: 'What should have been paid before today.' },
  overdue30Minor: { label: '1–30 days', about: 'What has been overdue for 1 to 30 days.' },
  overdue60Minor: { label: '31–60 days', about: 'What has been overdue for 31 to 60 days.' },
  overdue90Minor: { label: '61–90 days', about: 'What has been overdue for 61 to 90 days.' },
  overdueOlderMinor: { label: 'Over 90 days', about: 'What has been overdue for more than 90 days.' },
  openInvoices: {
    label: `Unpaid ${invoice.many}`,
    about: `${invoice.Many} with something left to pay.`,
  },
  overdueInvoices: {
    label: `Overdue ${invoice.many}`,
    about: `${invoice.Many} with something left to pay after their due date.`,
  },
});

const taxes = ({ invoice }: Nouns) => ({
  taxOwed: {
    label: 'Tax owed',
    about: `Tax of the ${invoice.many} issued in the period, less that of credit notes.`,
  },
  taxBase: { label: 'Taxable amount', about: 'What the tax was computed on, less credit notes.' },
  taxMinor: { label: 'Tax invoiced', about: `Tax of the ${invoice.many} issued in the period.` },
  creditedTaxMinor: { label: 'Tax credited', about: 'Tax of the credit notes issued in the period.' },
  withheld: {
    label: 'Withheld',
    about: `What is withheld from the ${invoice.many} issued in the period, less credit notes.`,
  },
  withheldBase: {
    label: 'Amount subject to withholding',
    about: 'What withholding was computed on, less credit notes.',
  },
  withheldMinor: {
    label: 'Withholding invoiced',
    about: `What is withheld from the ${invoice.many} issued in the period.`,
  },
  creditedWithheldMinor: {
    label: 'Withholding credited',
    about: 'What is withheld from the credit notes issued in the period.',
  },
});

export const moneyMeasureTexts = (nouns: Nouns) => {
  const { invoice, payment } = nouns;
  return {
    ...ages(nouns),
    ...taxes(nouns),
    totalMinor: {
      label: 'Invoiced',
      about: `Total of the ${invoice.many} issued in the period, with tax and without what is withheld. Void ones don’t count.`,
    },
    receivedMinor: {
      label: 'Paid',
      about: `${payment.Many} received in the period, by the day they were received.`,
    },
    creditedTotalMinor: { label: 'Credited', about: 'Total of the credit notes issued in the period.' },
    refundedMinor: { label: 'Refunded', about: 'What was paid back in the period.' },
    netSales: {
      label: 'Net sales',
      about: `${invoice.Many} less credit notes, without tax, by date of issue.`,
    },
    netMinor: {
      label: 'Invoiced before tax',
      about: `${invoice.Many} issued in the period, without tax.`,
    },
    creditedNetMinor: {
      label: 'Credited before tax',
      about: 'Credit notes issued in the period, without tax.',
    },
    netReceived: { label: 'Paid less refunds', about: `${payment.Many} less what was paid back.` },
    withheldAtPayment: {
      label: 'Withheld at payment',
      about: `What was withheld as tax when paying, in addition to the withholding on ${invoice.many}, by the day of the ${payment.one}.`,
    },
    issued: { label: `${invoice.Many} issued`, about: `${invoice.Many} issued in the period.` },
    credited: { label: 'Credit notes', about: 'Credit notes issued in the period.' },
    received: { label: payment.Many, about: `${payment.Many} received in the period.` },
    refunded: { label: 'Refunds', about: 'Refunds made in the period.' },
  };
};
