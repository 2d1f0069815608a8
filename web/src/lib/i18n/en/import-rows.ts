import { pluralIn } from '../plural.ts';

const plural = pluralIn('en');

/** Correcting the rows of a file before its import starts. */
export const fixing = {
  title: 'Fix problems',
  open: 'Fix problems here',
  back: 'Back to the import',
  grid: 'Rows of the file',
  keys: 'Arrow keys move. Enter or F2 edits, Esc restores, Delete clears. Paste cells from a spreadsheet with Ctrl+V, undo with Ctrl+Z. Enter on a row number leaves the row out.',
  unchecked: 'Not checked yet',
  uncheckedText: 'A check finds the rows with problems.',
  outdated: 'You’ve made changes since the last check. Check again to see what will happen.',
  started: 'The import has started, so its rows can’t be changed any more.',
  withProblems: 'All problems',
  allRows: 'All rows',
  inColumn: (column: string, problem: string) => `${column}: ${problem}`,
  remedies: 'All rows with this problem',
  value: 'Value',
  times: (text: string, count: string) => `${text} (${count})`,
  replaceBy: 'Replace with',
  replaceHelp: 'In all cells of this column with this value. Leave it empty for no value.',
  replace: 'Replace everywhere',
  treatAsEmpty: 'Treat as empty',
  leaveOutAll: 'Leave out these rows',
  full: (limit: number) => plural(limit, { other: 'At most # rules' }),
  rules: {
    title: 'Applied to all rows',
    replace: (column: string, from: string, to: string) =>
      to === '' ? `${column}: “${from}” is treated as empty` : `${column}: “${from}” becomes “${to}”`,
    empty: (problem: string) => `Treated as empty – ${problem}`,
    leaveOut: (problem: string) => `Rows left out – ${problem}`,
    undo: 'Undo',
  },
  leaveOut: 'Leave out',
  putBack: 'Put back',
  rowNumber: (row: string) => `Row ${row}`,
  was: (text: string) => `Was: ${text}`,
  wasEmpty: 'Was empty',
  means: (value: string) => `Means: ${value}`,
  leftEmpty: 'Left empty',
  unsaved: 'Not saved yet',
  unsavedTitle: 'Some changes couldn’t be saved. They’re still here.',
  notLoaded: 'Some rows could not be loaded',
  tryAgain: 'Try again',
  shortened: 'Only the beginning is shown. A change replaces the whole text.',
  notCopied: 'This text is too long to copy here',
  tooLong: (limit: number) => plural(limit, { other: 'A cell can have at most # characters' }),
  beyond: (cells: number) =>
    plural(cells, {
      one: '# cell wasn’t pasted: it is beyond the edge of the grid',
      other: '# cells weren’t pasted: they are beyond the edge of the grid',
    }),
  nothingToUndo: 'There is nothing to undo',
  changed: 'This import was also changed elsewhere. Your changes were saved.',
  more: 'Show more rows',
  none: 'No rows with problems',
  noneText: 'Every row can be imported, or was left out.',
};

/** The first rows of a file before its import starts. */
export const preview = {
  title: 'Preview',
  lead: (count: number) =>
    plural(count, {
      one: 'The first row, as it will be stored.',
      other: 'The first # rows, as they will be stored.',
    }),
  row: 'Row',
  wholeRow: 'Whole row',
  problem: 'Problem',
  failed: 'The preview could not be loaded',
  noFields: 'Choose a field for a column to see its values.',
};
