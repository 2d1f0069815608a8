import { limits } from '#contract/limits.ts';
import type { exports as english } from '../en/exports.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

export const exports: typeof english = {
  open: 'Exportar…',
  title: 'Exportar esta lista',
  action: 'Exportar',
  close: 'Cerrar',
  counting: 'Contando los registros…',
  matching: (count) => plural(count, { one: '# registro coincide', other: '# registros coinciden' }),
  none: 'Ningún registro coincide. Cambia los filtros y vuelve a exportar la lista.',
  tooMany: plural(limits.exportRows, {
    other: 'Un archivo puede tener como máximo # registros. Acota la lista con filtros.',
  }),
  format: 'Formato',
  formats: {
    xlsx: { label: 'Excel (XLSX)', text: 'Los números y las fechas se conservan como tales.' },
    csv: { label: 'CSV', text: 'Para hojas de cálculo y otros programas.' },
    jsonl: { label: 'JSON Lines', text: 'Identificadores y valores tal como los devuelve la API.' },
  },
  separator: 'Separador',
  separators: { comma: 'Coma', semicolon: 'Punto y coma' },
  decimalMark: 'Decimales',
  decimalMarks: { comma: 'Con coma: 12,50', point: 'Con punto: 12.50' },
  columns: 'Columnas',
  shownColumns: (count) => plural(count, { one: 'La columna visible', other: 'Las # columnas visibles' }),
  allColumns: (count) => plural(count, { other: 'Las # columnas disponibles' }),
  queued: 'En espera…',
  writing: (rows, total) => `${rows} de ${total} registros escritos`,
  goesOn: 'Puedes cerrar esta ventana. La exportación continúa y el archivo aparecerá aquí.',
  ready: (rows, size) => plural(rows, { one: `# registro · ${size}`, other: `# registros · ${size}` }),
  kept: (date) => `Disponible hasta el ${date}`,
  cut: (count) =>
    plural(count, {
      one: '# texto no cabía en su celda y se recortó.',
      other: '# textos no cabían en sus celdas y se recortaron.',
    }),
  download: 'Descargar',
  downloadNamed: (name) => `Descargar ${name}`,
  again: 'Exportar otra vez',
  retry: 'Reintentar',
  failed: 'No se pudo crear el archivo',
  problems: {
    too_many_rows: plural(limits.exportRows, {
      other: 'Coinciden más de # registros. Acota la lista con filtros.',
    }),
    too_many_files: 'Los registros tienen demasiados archivos.',
    too_large: 'El archivo sería demasiado grande. Acota la lista con filtros o elige menos columnas.',
    not_permitted: 'Ya no puedes exportar estos registros.',
    fields_changed: 'Cambió un campo de esta lista. Vuelve a cargarla e inténtalo de nuevo.',
    took_too_long: 'La escritura tardó demasiado. Acota la lista con filtros.',
    interrupted: 'Algo falló varias veces. Inténtalo más tarde.',
  },
  latest: 'Últimos archivos',
  downloadFailed: 'No se pudo descargar el archivo. Inténtalo de nuevo.',
};
