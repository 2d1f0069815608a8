import { guard, never, type Guard } from './guard.ts';

const documents = 'tests/api/documents.test.ts';
const orders = 'tests/api/orders.test.ts';

/** Guards of documents, and of the payments that settle them. */
export const moneyGuards: Guard[] = [
  guard(
    'the scope of a record from which a document is made',
    'shared/data/records/named-record.ts',
    'id, readScope(definition, context))',
    "id, 'all')",
    orders,
    'can’t be made by an employee from a deal that the employee can’t see, even of an own customer',
  ),
  guard(
    'the permission to create the order of a quote',
    'shared/contract/records/quote-operations.ts',
    "    needs: ['order:create', 'quote:read'],\n",
    "    needs: ['quote:read'],\n",
    orders,
    'can’t be made of a quote with a key that may change quotes but not create orders',
  ),
  guard(
    'the scope of an invoice that a payment settles',
    'shared/data/billing/settle.ts',
    ' &&\n    isVisible(invoice, readReach(invoiceRecords, context))',
    never,
    documents,
    'an employee’s payment can’t settle an invoice that the employee can’t see, even of an own customer',
  ),
  guard(
    'the scope of an invoice that a payment changes',
    'shared/data/billing/settle.ts',
    "  if (!isVisible(invoice, changeReach(invoiceRecords, context))) return { code: 'not_yours' };\n",
    never,
    'tests/api/record-access.test.ts',
  ),
];
