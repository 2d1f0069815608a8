import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

export const timeline: Messages['timeline'] = {
  title: 'Cronología',
  show: 'Mostrar',
  kinds: { all: 'Todo', note: 'Notas', change: 'Cambios' },
  today: 'Hoy',
  yesterday: 'Ayer',
  empty: 'Todavía no hay nada.',
  older: 'Mostrar lo anterior',
  failed: 'No se pudo cargar la cronología',
  byKey: 'con clave de API',
  actions: { created: 'creó el registro', deleted: 'eliminó el registro', restored: 'restauró el registro' },
  changed: 'cambió',
  changedMany: (count) => plural(count, { other: 'cambió # campos' }),
  changedSomething: 'cambió el registro',
  from: 'de',
  to: 'a',
};

export const notes: Messages['notes'] = {
  one: 'Nota',
  add: 'Añadir nota',
  text: 'Texto de la nota',
  bold: 'Negrita',
  list: 'Lista',
  actions: 'Acciones de la nota',
  pin: 'Fijar',
  unpin: 'Dejar de fijar',
  pinned: 'Fijadas',
  pinnedBy: 'anotó',
  noted: 'anotó',
  edited: 'editada',
  deleted: 'Nota eliminada',
};
