/** Decimals of the quantities and the percentages of documents. More are rounded. */
export const quantityDecimals = 4;
export const percentDecimals = 3;
