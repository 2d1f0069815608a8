import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

/** Questions before large changes. */
const questions = {
  deleteTitle: (records) => `¿Eliminar ${records}?`,
  restoreTitle: (records) => `¿Restaurar ${records}?`,
  restoreText: 'Volverán a la lista con sus notas, actividades y archivos.',
  restore: (count) => `Restaurar ${count}`,
  keepInTrash: 'Dejar en la papelera',
  changeTitle: (records) => `¿Modificar ${records}?`,
  change: (count) => `Modificar ${count}`,
  keepUnchanged: 'Dejar como están',
  undoTitle: (records) => `¿Deshacer el cambio de ${records}?`,
  undoText: 'Los valores que se hayan vuelto a cambiar desde entonces se conservan.',
  keepChange: 'Mantener el cambio',
  undoImportTitle: (records) => `¿Deshacer la importación de ${records}?`,
  undoImportText:
    'Los registros que creó se mueven a la papelera, salvo que se hayan cambiado desde entonces. Los valores que cambió se restauran.',
  keepImport: 'Mantener la importación',
} satisfies Partial<Messages['jobs']>;

/** The tray of jobs, and the tools for a selection. */
const tools = {
  selection: 'Selección',
  clearSelection: 'Quitar la selección',
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
  dismissAll: 'Descartar todos',
  runningJobs: (count) => plural(count, { other: '# en curso' }),
  endedJobs: (count) => plural(count, { one: '# terminado', other: '# terminados' }),
  showJobs: 'Mostrar los cambios masivos',
  hideJobs: 'Ocultar los cambios masivos',
  merge: 'Combinar',
  toList: 'Ver la lista',
  toTrash: 'Ver la papelera',
} satisfies Partial<Messages['jobs']>;

/** What a job imports besides records. */
const entries = {
  note: {
    one: 'Nota',
    many: 'Notas',
    count: (count) => plural(count, { one: '# nota', other: '# notas' }),
  },
  activity: {
    one: 'Actividad',
    many: 'Actividades',
    count: (count) => plural(count, { one: '# actividad', other: '# actividades' }),
  },
  task: {
    one: 'Tarea',
    many: 'Tareas',
    count: (count) => plural(count, { one: '# tarea', other: '# tareas' }),
  },
} satisfies Messages['jobs']['entries'];

const jobs = (nouns: Nouns): Messages['jobs'] => ({
  ...tools,
  ...questions,
  entries,
  lead: (days) =>
    `Cambios en muchos registros a la vez, con su progreso y su resultado. Se conservan ${days} días. Durante ese tiempo, puedes deshacer los que se hicieron desde una lista.`,
  all: 'Ver todos',
  emptyTitle: 'Aún no hay cambios masivos',
  emptyText:
    'Selecciona registros en una lista y modifícalos todos a la vez. El cambio aparecerá aquí con su progreso y su resultado.',
  running: (done, total) => `${done} de ${total}`,
  preparing: 'Preparando…',
  freezing: (found) => `Preparando: ${found} encontrados`,
  records: (count) => plural(count, { one: '# registro', other: '# registros' }),
  titleOf: (change, records) => `${change} · ${records}`,
  ended: {
    done: (progress) => `Completado: ${progress}`,
    cancelled: (progress) => `Cancelado tras ${progress}`,
    stopped: (progress) => `Detenido tras ${progress}`,
  },
  otherTotal: (total, expected) =>
    `No se cambió nada: ahora coinciden ${total} en lugar de ${expected}. Selecciónalos de nuevo.`,
  endedMerge: { done: 'Completado', cancelled: 'Cancelado', stopped: 'Detenido' },
  endedUnchanged: {
    done: 'Completado: no había nada que cambiar',
    cancelled: 'Cancelado antes del primer cambio',
    stopped: 'Detenido antes del primer cambio',
  },
  kinds: {
    update: 'Editar',
    addTags: 'Añadir etiquetas',
    removeTags: 'Quitar etiquetas',
    delete: 'Eliminar',
    restore: 'Restaurar',
    undo: 'Deshacer',
    import: 'Importar',
    merge: 'Combinar',
    unmerge: 'Deshacer «Combinar»',
    rescore: 'Recalcular puntuaciones',
    tagMerge: 'Combinar etiquetas',
    handOver: 'Traspasar registros',
    stageMove: `Mover ${nouns.deal.many} a otra etapa`,
    statusMove: 'Sustituir una entrada retirada',
    customFields: 'Actualizar listas y búsqueda',
    uniqueEmails: 'Comprobar correos',
  },
  progress: 'Progreso',
  cancel: 'Cancelar',
  canceling: 'Cancelando…',
  close: 'Descartar',
  failed: (count) => plural(count, { one: '# no modificado', other: '# no modificados' }),
  notImported: (count) => plural(count, { one: '# no importado', other: '# no importados' }),
  show: 'Ver detalles',
  reasons: {
    too_many: 'El registro ya no admite más entradas',
    read_only: 'Esto ya no se puede cambiar',
    record_limit: 'La organización alcanzó su límite de registros',
    other: 'El cambio no es posible en este registro',
  },
  hidden: 'Un registro al que no tienes acceso',
  row: (number: string) => `Fila ${number}`,
  undo: 'Deshacer',
  undoOf: (change) => `Deshacer «${change}»`,
  undone: 'Deshecho',
  undonePartly: (done, total) => `Deshecho en ${done} de ${total}`,
});

/** UI text for bulk changes and for jobs. */
export const texts = (nouns: Nouns) => ({
  jobs: jobs(nouns),
});
