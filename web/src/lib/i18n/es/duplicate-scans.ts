import { limits } from '#contract/limits.ts';
import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

/** Texts of the page of possible duplicates. */
export const duplicateScans: Messages['duplicateScans'] = {
  title: 'Posibles duplicados',
  types: 'Tipo de registro',
  startTitle: 'Buscar duplicados',
  startText:
    'Compara nombres, correos, teléfonos y otros datos, y muestra lo que puede estar repetido. Nada cambia hasta que combines registros.',
  start: 'Buscar duplicados',
  again: 'Buscar de nuevo',
  stop: 'Detener',
  scanning: 'Comparando registros…',
  waiting: 'A la espera de empezar…',
  running: (percent) => `Comparando registros: ${percent}`,
  failed: 'La búsqueda no terminó',
  problems: {
    too_many_records: plural(limits.duplicateScanRecords, {
      other: 'Se pueden comparar # registros como máximo.',
    }),
    not_permitted: 'Cambiaron los permisos de quien la inició. Vuelve a iniciarla.',
    interrupted: 'Se interrumpió varias veces. Vuelve a iniciarla.',
  },
  notLoaded: 'No se pudieron cargar los grupos',
  noneTitle: 'No hay duplicados',
  noneText: (records) =>
    plural(records, { one: 'Se comparó # registro.', other: 'Se compararon # registros.' }),
  doneTitle: 'No queda nada por revisar',
  doneText:
    'Omitiste los últimos grupos, o sus registros se combinaron, cambiaron o marcaron desde la búsqueda.',
  compared: (records) => plural(records, { one: '# registro comparado', other: '# registros comparados' }),
  groups: (count) => plural(count, { one: '# grupo encontrado', other: '# grupos encontrados' }),
  kept: (day) => `disponible hasta el ${day}`,
  common: (count) =>
    plural(count, {
      one: '# valor, como un nombre frecuente, está en demasiados registros y no se comparó.',
      other: '# valores, como nombres frecuentes, están en demasiados registros y no se compararon.',
    }),
  incomplete:
    'Hay demasiados registros para encontrarlo todo de una vez. Revisa estos grupos y vuelve a buscar.',
  group: (titles) => `Posibles duplicados: ${titles}`,
  score: (points) => `${points} de 100 puntos`,
  include: (title) => `Incluir ${title}`,
  agrees: '(coincide)',
  resembles: '(se parece)',
  created: 'Creado',
  merge: 'Combinar',
  apart: 'No son duplicados',
  skip: 'Omitir',
  showSkipped: 'Mostrar los grupos omitidos',
  markedApart: 'Marcados como no duplicados',
  undone: 'Vuelven a ser posibles duplicados',
  next: 'Grupos siguientes',
  first: 'Primeros grupos',
  keys: 'Pulsa J y K para pasar de un grupo a otro.',
  apartTitle: 'Marcados como no duplicados',
  apartText: 'Las búsquedas los dejan fuera.',
  apartEmpty: 'No hay nada marcado como no duplicado.',
  apartMore: 'Mostrar más',
  gone: 'Eliminado, o no puedes verlo',
  withdraw: 'Quitar la marca',
};
