/** Names and abbreviations of months in English and Spanish, folded, from January to December. */
export const monthNames: readonly string[] = [
  'january jan enero ene',
  'february feb febrero',
  'march mar marzo',
  'april apr abril abr',
  'may mayo',
  'june jun junio',
  'july jul julio',
  'august aug agosto ago agto',
  'september sep sept septiembre setiembre set',
  'october oct octubre',
  'november nov noviembre',
  'december dec diciembre dic',
];

/** Names and abbreviations of days of the week, folded. `mar` is also a month. */
export const weekdayNames: ReadonlySet<string> = new Set(
  (
    'monday mon tuesday tue tues wednesday wed thursday thu thur thurs friday fri saturday sat sunday sun ' +
    'lunes lun martes mar miercoles mie jueves jue viernes vie sabado sab domingo dom'
  ).split(' '),
);
