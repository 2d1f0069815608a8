import { limits } from '#contract/limits.ts';

/** Excel's limits. Empty rows and cells count towards them, so that a file of line breaks or separators ends. */
export const sheetRowsMax = limits.importRowNumber;
export const sheetColumnsMax = 16_384;

/** Bytes of a CSV row, as many as a hundred of the longest cells: bounds the memory that a quote without an end takes. */
export const csvRowMaxBytes = 4 * 1024 * 1024;

/** Unpacked bytes of a sheet: 25 million cells of 40 bytes, four times 200,000 rows with 30 columns. */
export const sheetMaxBytes = 1024 * 1024 * 1024;

/** Unpacked bytes of the shared strings, which stay in memory while a sheet is read. */
export const sharedStringsMaxBytes = 256 * 1024 * 1024;

/** Unpacked bytes of each other part: the workbook, its relationships and its styles. */
export const partMaxBytes = 16 * 1024 * 1024;

/** Parts of a workbook. Large ones have some hundreds: each sheet, chart and picture is one. */
export const partsMax = 10_000;
