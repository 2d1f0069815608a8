/** Limits of questions about records. Browsers load them without schemas. */
export const listLimits = {
  conditions: 50,
  valuesPerCondition: 200,
  /** Maximum number of values of all conditions together. */
  values: 500,
  textCharacters: 300,
  /** Maximum length of a column's name in a condition. */
  fieldCharacters: 60,
  /** Maximum length of a value in a list of values, such as an ID. */
  valueCharacters: 40,
  /** Maximum number of days before or after today. */
  daysMax: 36_500,
  periodsMax: 1_000,
  sorts: 3,
  columns: 100,
  measures: 5,
  groups: 500,
  included: 10,
  offsetMax: 1_000_000,
  cursorCharacters: 4_000,
} as const;
