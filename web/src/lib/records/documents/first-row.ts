const rowMax = 100;

/** The beginning of a line’s description, where there is no space for all of it. */
export function firstRow(description: string): string {
  const [row = ''] = description.split('\n');
  const letters = Array.from(row);
  const isCut = row !== description || letters.length > rowMax;
  return isCut ? `${letters.slice(0, rowMax).join('').trimEnd()}…` : row;
}
