/** Standard rates of value-added tax in percent, by country. New products and lines have them unless someone changes them. */
const standardRates: Partial<Record<string, number>> = {
  AR: 21,
  CL: 19,
  CO: 19,
  CR: 13,
  DE: 19,
  DO: 18,
  EC: 15,
  ES: 21,
  FR: 20,
  IT: 22,
  MX: 16,
  NL: 21,
  PE: 18,
  PT: 23,
  UY: 22,
};

/** The standard rate of a country; undefined where none is known, or where taxes depend on the place of the sale. */
export const standardTaxPercent = (country: string): number | undefined => standardRates[country];
