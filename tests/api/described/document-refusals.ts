import type { Refusal } from './refusal.ts';

/** Refusals of documents and payments. */
export const documentRefusals: Refusal[] = [
  {
    status: 422,
    codes: ['total_too_big', 'negative_total'],
    at: /\/lines$/,
    operations: /^(deals|quotes|orders|invoices)\./,
    reason: 'the amounts of a document have a maximum, and its total isn’t negative',
  },
  {
    status: 422,
    codes: ['unknown_reference', 'too_big', 'repeated', 'not_left', 'total_too_big', 'negative_total'],
    at: /^\/(lines|delivered)(\/\d+\/(line|quantity))?$/,
    operations: /^(invoices\.credit|orders\.fulfill)$/,
    reason: 'only lines of the document can be delivered or credited, up to what is left of them',
  },
  {
    status: 422,
    codes: ['invalid_format', 'wrong_check_character'],
    at: /\/taxId$/,
    operations: /^(customers|billing)\./,
    reason: 'a tax ID follows the rules of its country',
  },
  {
    status: 422,
    codes: ['in_future', 'before_last_number'],
    at: /^\/issuedOn$/,
    operations: /^invoices\.issue$/,
    reason: 'an invoice isn’t issued in the future, or before the last one of its series',
  },
  {
    status: 422,
    codes: ['in_future'],
    at: /\/receivedOn$/,
    operations: /^payments\./,
    reason: 'a payment isn’t received in the future',
  },
  {
    status: 422,
    codes: ['before_document'],
    at: /\/validUntil$/,
    operations: /^quotes\./,
    reason: 'a quote is valid from its date on',
  },
  {
    status: 422,
    codes: ['too_big', 'not_due', 'not_allowed', 'unknown_reference', 'invalid_format'],
    at: /\/(allocations(\/\d+)?|amountMinor)$/,
    operations: /^payments\./,
    reason: 'a payment settles what is due of the customer’s invoices, up to its amount',
  },
  {
    status: 422,
    codes: ['zero_amount'],
    at: /\/amount$/,
    operations: /^payments\./,
    reason: 'a payment has an amount',
  },
  {
    status: 422,
    codes: ['series_in_use', 'taken', 'invalid_format'],
    at: /^\/(invoiceSeries|creditSeries)(\/\d+\/(id|prefix))?$/,
    operations: /^billing\.update$/,
    reason: 'series of numbers differ from one another, and those with numbers stay as they are',
  },
  {
    status: 422,
    codes: ['invalid_format', 'same_currency'],
    at: /\/otherPrices$/,
    operations: /^products\./,
    reason: 'a product has one price in a currency',
  },
  {
    status: 422,
    codes: ['required'],
    at: /^\/email$/,
    operations: /^(invoices|quotes)\.send$/,
    reason: 'the customer can have no e-mail address',
  },
  {
    status: 409,
    codes: ['conflict'],
    operations: /^invoices\.remind$/,
    reason: 'only an invoice that is due is reminded of, and once a minute',
  },
];
