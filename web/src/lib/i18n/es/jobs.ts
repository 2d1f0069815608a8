import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

export const jobs: Messages['jobs'] = {
  title: 'Trabajos',
  selectAll: (count) => `Seleccionar los ${count}`,
  allSelected: (count) => `Los ${count} seleccionados`,
  assign: 'Asignar',
  assignTo: 'Asignar a',
  tag: 'Etiquetar',
  untag: 'Quitar etiquetas',
  status: 'Estado',
  setStatus: 'Poner el estado',
  apply: 'Aplicar',
  deleteTitle: (count) => `¿Eliminar ${count}?`,
  running: (done, total) => `${done} de ${total}`,
  freezing: (found) => `Reuniendo: ${found} hallados`,
  kinds: {
    update: 'Cambiar',
    addTags: 'Poner etiquetas',
    removeTags: 'Quitar etiquetas',
    delete: 'Eliminar',
    restore: 'Restaurar',
    rescore: 'Recalcular puntuaciones',
    tagMerge: 'Unir etiquetas',
    handOver: 'Traspasar registros',
    stageMove: 'Mover negocios de una etapa',
    statusMove: 'Sustituir una entrada retirada',
    customFields: 'Llevar campos propios a listas y búsqueda',
  },
  states: {
    freezing: 'Reuniendo',
    running: 'En marcha',
    done: 'Hecho',
    cancelled: 'Cancelado',
    stopped: 'Detenido',
  },
  progress: 'Progreso',
  cancel: 'Cancelar',
  close: 'Apartar',
  failed: (count) => plural(count, { one: '# no se hizo', other: '# no se hicieron' }),
  show: 'Ver cuáles',
  hidden: 'Un registro fuera de tu alcance',
  undo: 'Deshacer',
  restoreAll: 'Restaurar todo',
};
