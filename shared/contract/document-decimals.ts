/** Decimals of the quantities and the percentages of documents. More are rounded. */
export const quantityDecimals = 4;
export const percentDecimals = 3;

/** The most decimals that one of some numbers has, so that all of a column can be written with as many. */
export const decimalsIn = (values: readonly (number | undefined)[]): number =>
  Math.max(0, ...values.map((value = 0) => String(value).split('.')[1]?.length ?? 0));
