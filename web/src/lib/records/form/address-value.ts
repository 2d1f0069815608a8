import type { ShownField } from 'virtual:contract';

/**
 * The value of a form's field in an address: ids with commas, `1250EUR` for money, `<invoice>:1250` for allocations,
 * `customer:<id>` for what something is about.
 */
export function addressValue(kind: ShownField['kind'], text: string): unknown {
  switch (kind) {
    case 'relations':
      return text.split(',');
    case 'money': {
      const [, amount, currency] = /^(\d{1,15})([A-Z]{3})$/.exec(text) ?? [];
      return amount && currency ? { amountMinor: Number(amount), currency } : text;
    }
    case 'allocations':
      return text.split(',').flatMap((part) => {
        const [invoiceId = '', amount = ''] = part.split(':');
        return /^\d{1,15}$/.test(amount) ? [{ invoiceId, amountMinor: Number(amount) }] : [];
      });
    case 'about': {
      const [, type, id] = /^(\w+):(.+)$/.exec(text) ?? [];
      return type && id ? [{ type, id }] : [];
    }
    default:
      return text;
  }
}
