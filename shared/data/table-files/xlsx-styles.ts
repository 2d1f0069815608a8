/**
 * The number format of each style of cells, by its id in the standard (ECMA-376, 18.8.30). Ids from 164 are our own.
 * Texts have the format of texts: otherwise a text such as `=1+1` would become a formula when somebody edits its cell.
 */
const formats = {
  number: 0,
  header: 49,
  text: 49,
  integer: 1,
  date: 164,
  timestamp: 165,
  amount0: 3,
  amount2: 4,
  amount3: 166,
  amount4: 167,
  amount1: 168,
  amount5: 169,
  amount6: 170,
};

const ownFormats = {
  164: 'yyyy-mm-dd',
  165: 'yyyy-mm-dd hh:mm:ss',
  166: '#,##0.000',
  167: '#,##0.0000',
  168: '#,##0.0',
  169: '#,##0.00000',
  170: '#,##0.000000',
};

export type CellStyle = keyof typeof formats;

const names = Object.keys(formats);

/** The number by which cells refer to a style. */
export const styleIndex = (style: CellStyle): number => names.indexOf(style);

/** `xl/styles.xml`. The fills and the style of cells without one are required; the second font is bold. */
export function stylesXml(): string {
  const own = Object.entries(ownFormats);
  const numFmts = own.map(([id, code]) => `<numFmt numFmtId="${id}" formatCode="${code}"/>`);
  const cells = Object.entries(formats).map(
    ([style, format]) =>
      `<xf numFmtId="${format}" fontId="${style === 'header' ? 1 : 0}" fillId="0" borderId="0" xfId="0" applyNumberFormat="1" applyFont="1"/>`,
  );
  const font = '<sz val="11"/><name val="Calibri"/><family val="2"/>';
  return [
    '<styleSheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">',
    `<numFmts count="${own.length}">${numFmts.join('')}</numFmts>`,
    `<fonts count="2"><font>${font}</font><font><b/>${font}</font></fonts>`,
    '<fills count="2"><fill><patternFill patternType="none"/></fill><fill><patternFill patternType="gray125"/></fill></fills>',
    '<borders count="1"><border><left/><right/><top/><bottom/><diagonal/></border></borders>',
    '<cellStyleXfs count="1"><xf numFmtId="0" fontId="0" fillId="0" borderId="0"/></cellStyleXfs>',
    `<cellXfs count="${cells.length}">${cells.join('')}</cellXfs>`,
    '<cellStyles count="1"><cellStyle name="Normal" xfId="0" builtinId="0"/></cellStyles>',
    '</styleSheet>',
  ].join('');
}
