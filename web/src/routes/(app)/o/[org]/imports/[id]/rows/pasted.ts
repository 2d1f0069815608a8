/**
 * The cells of a block that was copied from a spreadsheet: lines with tabs between cells. Cells with tabs, line breaks or
 * quotes are in quotes, and quotes in them are doubled.
 */
export function pastedBlock(text: string): string[][] {
  const rows: string[][] = [[]];
  let cell = '';
  let isQuoted = false;
  const endCell = () => {
    rows.at(-1)?.push(cell);
    cell = '';
  };
  const content = text.replace(/\r\n?/g, '\n').replace(/\n$/, '');
  for (let at = 0; at < content.length; at += 1) {
    const character = content.charAt(at);
    if (isQuoted) {
      if (character !== '"') cell += character;
      else if (content.charAt(at + 1) === '"') {
        cell += '"';
        at += 1;
      } else isQuoted = false;
    } else if (character === '"' && cell === '' && isClosed(content, at)) isQuoted = true;
    else if (character === '\t') endCell();
    else if (character === '\n') {
      endCell();
      rows.push([]);
    } else cell += character;
  }
  endCell();
  return rows;
}

/** Whether a quote that opens a cell is closed at the end of a cell. Otherwise, it is a character. */
const isClosed = (text: string, at: number): boolean => /^"(?:[^"]|"")*"(?:[\t\n]|$)/.test(text.slice(at));
