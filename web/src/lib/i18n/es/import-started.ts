import type { Messages } from '../messages.ts';
import { listIn, pluralIn } from '../plural.ts';

const plural = pluralIn('es');
const list = listIn('es');

/** After the start of an import. */
export const started: Messages['imports']['started'] = {
  created: 'Creados',
  updated: 'Actualizados',
  failed: 'No importados',
  skipped: 'Filas omitidas',
  refused: 'Filas rechazadas',
  related: 'Creados además',
  pace: (count) => plural(count, { one: '# fila por segundo', other: '# filas por segundo' }),
  toRecords: (many) => `Ver ${many}`,
  gone: 'Los detalles de esta importación ya no están disponibles',
  next: 'Importar otro archivo',
  fieldsStay: (fields) =>
    fields.length === 1
      ? `El campo personalizado ${list(fields)} se conserva. Puedes retirarlo en los ajustes.`
      : `Los campos personalizados ${list(fields)} se conservan. Puedes retirarlos en los ajustes.`,
  tagsStay: (count, names) =>
    names.length === 0
      ? plural(count, { other: 'Se conservan # etiquetas nuevas. Puedes eliminarlas en los ajustes.' })
      : names.length === 1
        ? `La etiqueta ${list(names)} se conserva. Puedes eliminarla en los ajustes.`
        : `Las etiquetas ${list(names)} se conservan. Puedes eliminarlas en los ajustes.`,
};
