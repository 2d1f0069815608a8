/** Of separators that fit equally well, the one that is rarer in texts wins. */
const candidates = ['\t', '|', ';', ','];

const rowsCompared = 50;

/** The line with which files for Excel declare their separator. Excel doesn't show it, so it isn't counted as a row. */
const declaration = /^"?sep=([^"\r\n])"?(?:\r\n|\n|\r|$)/i;

/** A cell in quotes, whatever the separator is. The last one may be cut off. */
const quotedCell = /(^|[\t|;,\r\n])"[^"]*(?:""[^"]*)*(?:"|$)/g;

export interface Separation {
  separator: string;
  /** Characters before the first row. */
  start: number;
}

/** Many columns, and as many in each row as in the header. */
function score(rows: string[], separator: string): number {
  const [header = 1, ...others] = rows.map((row) => row.split(separator).length);
  const alike = others.filter((width) => width === header).length;
  return (header - 1) * ((alike + 1) / (others.length + 1));
}

/**
 * The separator of a CSV file by its start.
 * @param isWhole Whether that is the whole text; otherwise its last row is incomplete.
 */
export function guessSeparator(start: string, isWhole: boolean): Separation {
  const declared = declaration.exec(start);
  if (declared?.[1]) return { separator: declared[1], start: declared[0].length };
  const lines = start.replace(quotedCell, '$1').split(/[\r\n]+/);
  const complete = isWhole || lines.length === 1 ? lines : lines.slice(0, -1);
  const rows = complete.filter((line) => line !== '').slice(0, rowsCompared);
  let best = { separator: ',', score: 0 };
  for (const separator of candidates) {
    const found = score(rows, separator);
    if (found > best.score) best = { separator, score: found };
  }
  return { separator: best.separator, start: 0 };
}
