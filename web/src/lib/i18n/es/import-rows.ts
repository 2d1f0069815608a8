import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

/** Correcting the rows of a file before its import starts. */
export const fixing: Messages['imports']['fixing'] = {
  title: 'Corregir problemas',
  open: 'Corregir aquí',
  back: 'Volver a la importación',
  grid: 'Filas del archivo',
  keys: 'Muévete con las flechas. Intro o F2 edita, Esc restaura y Supr vacía la celda. Pega celdas de una hoja de cálculo con Ctrl+V y deshaz con Ctrl+Z. Intro en un número de fila omite la fila.',
  unchecked: 'Sin comprobar',
  uncheckedText: 'La comprobación encuentra las filas con problemas.',
  outdated: 'Hiciste cambios desde la última comprobación. Comprueba de nuevo para ver qué pasará.',
  started: 'La importación ya empezó, así que sus filas no se pueden cambiar.',
  withProblems: 'Todos los problemas',
  allRows: 'Todas las filas',
  inColumn: (column, problem) => `${column}: ${problem}`,
  remedies: 'Todas las filas con este problema',
  value: 'Valor',
  times: (text, count) => `${text} (${count})`,
  replaceBy: 'Sustituir por',
  replaceHelp: 'En todas las celdas de esta columna con este valor. Déjalo vacío para que no haya valor.',
  replace: 'Sustituir en todas',
  treatAsEmpty: 'Tratar como vacías',
  leaveOutAll: 'Omitir estas filas',
  full: (limit) => plural(limit, { other: 'Máximo # reglas' }),
  rules: {
    title: 'Se aplica a todas las filas',
    replace: (column, from, to) =>
      to === '' ? `${column}: «${from}» se trata como vacío` : `${column}: «${from}» pasa a ser «${to}»`,
    empty: (problem) => `Se tratan como vacías – ${problem}`,
    leaveOut: (problem) => `Filas omitidas – ${problem}`,
    undo: 'Deshacer',
  },
  leaveOut: 'Omitir',
  putBack: 'Recuperar',
  rowNumber: (row) => `Fila ${row}`,
  was: (text) => `Antes: ${text}`,
  wasEmpty: 'Antes estaba vacía',
  means: (value) => `Significa: ${value}`,
  leftEmpty: 'Queda vacía',
  unsaved: 'Sin guardar todavía',
  unsavedTitle: 'Algunos cambios no se pudieron guardar. Siguen aquí.',
  notLoaded: 'No se pudieron cargar algunas filas',
  tryAgain: 'Reintentar',
  shortened: 'Solo se ve el principio. Un cambio sustituye todo el texto.',
  notCopied: 'Este texto es demasiado largo para copiarlo aquí',
  tooLong: (limit) => plural(limit, { other: 'Una celda puede tener # caracteres como máximo' }),
  beyond: (cells) =>
    plural(cells, {
      one: '# celda no se pegó porque queda fuera de la tabla',
      other: '# celdas no se pegaron porque quedan fuera de la tabla',
    }),
  nothingToUndo: 'No hay nada que deshacer',
  changed: 'Esta importación también se cambió en otro lugar. Tus cambios se guardaron.',
  more: 'Mostrar más filas',
  none: 'No hay filas con problemas',
  noneText: 'Todas las filas se pueden importar o se omitieron.',
};

/** The first rows of a file before its import starts. */
export const preview: Messages['imports']['preview'] = {
  title: 'Vista previa',
  lead: (count) =>
    plural(count, {
      one: 'La primera fila, tal como se guardará.',
      other: 'Las primeras # filas, tal como se guardarán.',
    }),
  row: 'Fila',
  wholeRow: 'Toda la fila',
  problem: 'Problema',
  failed: 'No se pudo cargar la vista previa',
  noFields: 'Elige un campo para alguna columna y verás sus valores.',
};
