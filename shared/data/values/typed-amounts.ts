const grouped = /^\d{1,3}(?:([.,’'])\d{3})(?:\1\d{3})*(?:(?!\1)[.,]\d{1,3})?$/;
const plain = /^\d{1,12}(?:[.,]\d{1,3})?$/;
const symbols = /^[\p{Sc}\p{L}]{0,4}|[\p{Sc}\p{L}]{0,4}$/gu;

/**
 * The amounts that a text such as `1,210.00`, `1.210,00 €` or `1210` can mean, in major units. `1.210` has a separator of
 * thousands in some countries and a decimal one in others, so that it means two. Empty if the text is no amount.
 */
export function amountsIn(text: string): number[] {
  const digits = text.trim().replace(symbols, '').trim();
  const amounts = [
    ...(plain.test(digits) ? [Number(digits.replace(',', '.'))] : []),
    ...(grouped.test(digits) ? [ungrouped(digits)] : []),
  ];
  return [...new Set(amounts)];
}

/** A number with separators of thousands. What follows another separator are its decimals. */
function ungrouped(digits: string): number {
  const [separator = ''] = /\D/.exec(digits) ?? [];
  const [whole = '', decimals = ''] = digits.replaceAll(separator, '').split(/[.,]/);
  return Number(`${whole}.${decimals}0`);
}
