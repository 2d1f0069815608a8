import type { whatStays as english } from '../en/import-undo.ts';
import { listIn, pluralIn } from '../plural.ts';

const plural = pluralIn('es');
const list = listIn('es');

export const whatStays: typeof english = {
  fieldsStay: (fields) =>
    fields.length === 1
      ? `El campo personalizado ${list(fields)} se conserva. Puedes retirarlo en los ajustes.`
      : `Los campos personalizados ${list(fields)} se conservan. Puedes retirarlos en los ajustes.`,
  tagsStay: (count, names) =>
    names.length === 0
      ? plural(count, { other: 'Se conservan # etiquetas nuevas. Puedes eliminarlas en los ajustes.' })
      : plural(count, {
          one: `La etiqueta ${list(names)} se conserva. Puedes eliminarla en los ajustes.`,
          other: `Las etiquetas ${list(names)} se conservan. Puedes eliminarlas en los ajustes.`,
        }),
};
