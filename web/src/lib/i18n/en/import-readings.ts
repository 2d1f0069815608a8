import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** Columns whose dates or numbers can be read in several ways. */
export const undecided = {
  title: 'How are these values meant?',
  lead: (count: number) => plural(count, { one: '# question is open', other: '# questions are open' }),
  text: 'No cell shows which reading is meant, and another one would store other values. Choose before the rows are checked.',
  question: {
    dateOrder: (column: string) => `Dates in “${column}”`,
    decimalMark: (column: string) => `Numbers in “${column}”`,
    dollar: (column: string) => `The sign $ in “${column}”`,
  },
  example: (text: string, value: string) => `${text} is ${value}`,
  refused: 'not a value',
  answer: 'Answer the questions first',
};

/** How values are written in a file. */
export const reading = {
  title: 'How values are written',
  dateOrderOf: (column: string) => `Order of the dates in ${column}`,
  decimalMarkOf: (column: string) => `Decimal mark in ${column}`,
  dollarOf: (column: string) => `Currency of $ in ${column}`,
  asCellsShow: 'As the cells show',
  dateOrders: {
    dmy: 'Day, month, year (31/12/2026)',
    mdy: 'Month, day, year (12/31/2026)',
    ymd: 'Year, month, day (2026-12-31)',
  },
  decimalMarks: { ',': 'Comma (1.234,50)', '.': 'Point (1,234.50)' },
  country: 'Country of phones',
  countryHelp: 'For numbers without a country code.',
  countrySet: (country: string) => `Country of numbers without a country code: ${country}.`,
  changeCountry: 'Change the country',
  currency: 'Currency',
  currencyHelp: 'For amounts without a currency.',
  emptyTexts: 'Texts that mean “no value”',
  emptyTextsHelp: 'Separated by commas. Upper and lower case don’t matter.',
  tooMany: (limit: number) => plural(limit, { other: 'At most # texts' }),
  tooLong: (limit: number) => plural(limit, { other: 'At most # characters in each text' }),
};
