import type { AreaTexts } from '../messages.ts';
import { pluralIn } from '../plural.ts';
import { duplicateScans } from './duplicate-scans.ts';

const plural = pluralIn('es');

const merges: AreaTexts['merges']['merges'] = {
  title: (records) => `Combinar ${records}`,
  titleEmpty: 'Combinar registros',
  lead: 'Un registro se queda y recibe los valores que elijas. A partir de entonces, los enlaces a los demás lo abren.',
  stays: 'Registro que se queda',
  values: 'Valores',
  same: (count) =>
    plural(count, {
      one: 'Otro campo es igual en todos.',
      other: 'Otros # campos son iguales en todos.',
    }),
  externalIds: 'Varios de estos tienen un ID externo. Solo se conserva el del registro que se queda.',
  joined: 'Todos juntos',
  none: 'Sin valor',
  from: (title) => `De ${title}`,
  add: 'Añadir un registro',
  remove: (title) => `Dejar fuera ${title}`,
  most: (count) => `Se pueden combinar hasta ${count} registros a la vez.`,
  tooFew: 'Añade al menos otro registro.',
  refusals: {
    lead_converted: (title) =>
      `${title} ya se convirtió, así que solo puede ser el registro que se queda. Elígelo como tal o quítalo.`,
    issues_of_two_customers: () =>
      'Sus respuestas las leen personas distintas, y cada una vería también las de la otra.',
  },
  notYours: (title) => `No tienes permiso para combinar ${title}. Quítalo.`,
  moves: 'Qué pasa al registro que se queda',
  activities: (count) => plural(count, { one: '# actividad', other: '# actividades' }),
  entries: (hasAnswers) =>
    `${hasAnswers ? 'Respuestas, notas' : 'Notas'}, archivos y tareas, con su historial`,
  references: 'Todo lo demás que hace referencia a uno de los registros',
  undo: (days) => `Puedes deshacerlo durante ${days} días.`,
  merge: 'Combinar',
  started: 'Registros combinados',
  changed: 'Alguien cambió o eliminó uno de estos registros mientras tanto.',
  reload: 'Cargar los valores actuales',
};

/** UI text of the pages that find and merge records. */
export const texts = () => ({ merges, duplicateScans });
