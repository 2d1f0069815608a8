/** What a number in a cell with a certain format is. */
export type NumberKind = 'number' | 'percent' | 'date' | 'date_time' | 'time';

/** Formats whose codes aren't in the file. 27 to 36 and 50 to 58 are dates of East Asian languages. */
export function kindOfBuiltIn(id: number): NumberKind {
  if ((id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'date';
  if ((id >= 18 && id <= 21) || id === 45 || id === 47) return 'time';
  if (id === 9 || id === 10) return 'percent';
  return id === 22 ? 'date_time' : 'number';
}

/** Quoted and escaped texts, widths and fillers, and everything in brackets: colors, currencies, conditions. */
const literals = /"[^"]*"|\\.|[_*].|\[[^\]]*\]/g;

/** Durations such as 36:00 have no date and aren't the time of a day. */
const elapsed = /\[(h+|m+|s+)\]/i;

/** What a format code shows. `m` is a month unless hours or seconds make it minutes. */
export function kindOfCode(code: string): NumberKind {
  if (elapsed.test(code.replace(/"[^"]*"|\\./g, ''))) return 'number';
  // The first section is for positive numbers.
  const [shown = ''] = code.replace(literals, '').toLowerCase().split(';', 1);
  const hasHalves = /am\/pm|a\/p/.test(shown);
  const letters = shown.replace(/am\/pm|a\/p|general/g, '');
  const hasTime = hasHalves || /[hs]/.test(letters);
  const hasDate = /[yd]|mmm/.test(letters) || (letters.includes('m') && !hasTime);
  if (hasDate) return hasTime ? 'date_time' : 'date';
  if (hasTime) return 'time';
  return shown.includes('%') ? 'percent' : 'number';
}
