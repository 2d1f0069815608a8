import {
  creditNotesIssued,
  invoicesIssued,
  invoicesUnpaid,
  paymentsReceived,
} from '#lib/analytics/behind.ts';
import { difference, plain, type Measure, type Report } from './measures.ts';

const netSales: readonly Measure[] = [
  difference('netSales', 'netMinor', 'creditedNetMinor'),
  plain('netMinor', 'money', { behind: invoicesIssued }),
  plain('creditedNetMinor', 'money', { behind: creditNotesIssued }),
];
const ofInvoices = { takesPipeline: false, takesCurrency: true, needs: 'invoice:read' } as const;

/** The reports about invoices and payments, with their measures. */
export const moneyReports: readonly Report[] = [
  {
    ...ofInvoices,
    name: 'invoices',
    parts: 'none',
    measures: [
      { ...plain('totalMinor', 'money', { behind: invoicesIssued }), beside: 'receivedMinor' },
      plain('receivedMinor', 'money', { behind: paymentsReceived }),
      plain('creditedTotalMinor', 'money', { behind: creditNotesIssued }),
      plain('refundedMinor', 'money'),
      difference('netSales', 'netMinor', 'creditedNetMinor'),
      plain('issued', 'number', { behind: invoicesIssued }),
      plain('credited', 'number', { behind: creditNotesIssued }),
      plain('received', 'number', { behind: paymentsReceived }),
    ],
  },
  {
    ...ofInvoices,
    name: 'receivables',
    parts: 'customer',
    isOfToday: true,
    measures: [
      plain('openMinor', 'money', { behind: invoicesUnpaid() }),
      plain('notDueMinor', 'money', { behind: invoicesUnpaid({ most: 0 }) }),
      plain('overdueMinor', 'money', { behind: invoicesUnpaid({ least: 1 }) }),
      plain('overdue30Minor', 'money', { behind: invoicesUnpaid({ least: 1, most: 30 }) }),
      plain('overdue60Minor', 'money', { behind: invoicesUnpaid({ least: 31, most: 60 }) }),
      plain('overdue90Minor', 'money', { behind: invoicesUnpaid({ least: 61, most: 90 }) }),
      plain('overdueOlderMinor', 'money', { behind: invoicesUnpaid({ least: 91 }) }),
      plain('openInvoices', 'number', { source: 'open', behind: invoicesUnpaid() }),
      plain('overdueInvoices', 'number', { source: 'overdue', behind: invoicesUnpaid({ least: 1 }) }),
    ],
    compared: ['notDueMinor', 'overdue30Minor', 'overdue60Minor', 'overdue90Minor', 'overdueOlderMinor'],
  },
  {
    ...ofInvoices,
    name: 'taxes',
    parts: 'rate',
    measures: [
      difference('taxOwed', 'taxMinor', 'creditedTaxMinor'),
      difference('taxBase', 'taxBaseMinor', 'creditedTaxBaseMinor'),
      plain('taxMinor', 'money', { behind: invoicesIssued }),
      plain('creditedTaxMinor', 'money', { behind: creditNotesIssued }),
      difference('withheld', 'withheldMinor', 'creditedWithheldMinor'),
      difference('withheldBase', 'withheldBaseMinor', 'creditedWithheldBaseMinor'),
      plain('withheldMinor', 'money', { behind: invoicesIssued }),
      plain('creditedWithheldMinor', 'money', { behind: creditNotesIssued }),
    ],
  },
  {
    ...ofInvoices,
    name: 'payments',
    parts: 'method',
    needs: 'payment:read',
    measures: [
      plain('receivedMinor', 'money', { behind: paymentsReceived }),
      plain('refundedMinor', 'money'),
      difference('netReceived', 'receivedMinor', 'refundedMinor'),
      plain('withheldAtPayment', 'money', { source: 'withheldAtPaymentMinor' }),
      plain('received', 'number', { behind: paymentsReceived }),
      plain('refunded', 'number'),
    ],
  },
  { ...ofInvoices, name: 'customerSales', parts: 'customer', measures: netSales },
  { ...ofInvoices, name: 'productSales', parts: 'product', measures: netSales },
  { ...ofInvoices, name: 'ownerSales', parts: 'seller', measures: netSales },
];
