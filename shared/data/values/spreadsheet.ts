/** Excel's maximum length of a cell, in UTF-16 code units. */
export const cellCharactersMax = 32_767;
