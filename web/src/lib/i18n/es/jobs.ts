import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

const jobs = (nouns: Nouns): Messages['jobs'] => ({
  lead: (days) =>
    `Cambios en muchos registros a la vez, con su progreso y su resultado. Se conservan ${days} días; hasta entonces, puedes deshacer los que se hicieron desde las listas.`,
  all: 'Ver todas',
  emptyTitle: 'Aún no hay tareas en segundo plano',
  emptyText:
    'Selecciona registros en una lista y modifícalos todos a la vez. El cambio aparecerá aquí con su progreso y su resultado.',
  selectAll: (count) => `Seleccionar los ${count} registros`,
  allSelected: (count) => `${count} registros seleccionados`,
  assign: 'Asignar',
  assignTo: 'Asignar a',
  tag: 'Etiquetar',
  untag: 'Quitar etiquetas',
  status: 'Estado',
  setStatus: 'Cambiar estado a',
  setField: 'Editar campo',
  field: 'Campo',
  chooseField: 'Elige un campo',
  emptyClears: 'Déjalo vacío para borrar el valor.',
  apply: 'Aplicar',
  deleteTitle: (count) => `¿Eliminar ${count}?`,
  running: (done, total) => `${done} de ${total}`,
  freezing: (found) => `Preparando: ${found} encontrados`,
  kinds: {
    update: 'Editar',
    addTags: 'Añadir etiquetas',
    removeTags: 'Quitar etiquetas',
    delete: 'Eliminar',
    restore: 'Restaurar',
    undo: 'Deshacer',
    rescore: 'Recalcular puntuaciones',
    tagMerge: 'Combinar etiquetas',
    handOver: 'Traspasar registros',
    stageMove: `Mover ${nouns.deal.many} a otra etapa`,
    statusMove: 'Sustituir una entrada retirada',
    customFields: 'Actualizar listas y búsqueda',
  },
  states: {
    freezing: 'Preparando',
    running: 'En curso',
    done: 'Completada',
    cancelled: 'Cancelada',
    stopped: 'Detenida',
  },
  progress: 'Progreso',
  cancel: 'Cancelar',
  close: 'Descartar',
  failed: (count) => plural(count, { one: '# no modificado', other: '# no modificados' }),
  show: 'Ver detalles',
  reasons: {
    too_many: 'El registro ya no admite más entradas',
    record_limit: 'La organización ha alcanzado su límite de registros',
    other: 'El cambio no es posible en este registro',
  },
  hidden: 'Un registro al que no tienes acceso',
  undo: 'Deshacer',
  undoOf: (change) => `Deshacer «${change}»`,
  undone: 'Deshecha',
  changeTitle: (records) => `¿Modificar ${records}?`,
  change: (count) => `Modificar ${count}`,
  keepUnchanged: 'Dejar como están',
  undoTitle: (count) => `¿Deshacer el cambio de ${count} registros?`,
  undoText: 'Los valores que se hayan vuelto a cambiar desde entonces se conservan.',
  keepChange: 'Mantener el cambio',
});

/** UI text for bulk changes and for jobs. */
export const texts = (nouns: Nouns) => ({
  jobs: jobs(nouns),
});
