import type { Messages } from '../messages.ts';
import { listIn, pluralIn } from '../plural.ts';

const plural = pluralIn('es');
const together = listIn('es');

export const records: Messages['records'] = {
  details: 'Detalles',
  record: 'Registro',
  parts: 'Secciones de la página',
  created: 'Creado',
  updated: 'Actualizado',
  nearlyFull: (used, most) =>
    `Este registro ocupa unos ${used} de ${most} KB. Acorta sus textos para hacer sitio.`,
  ownFields: 'Más datos',
  yes: 'Sí',
  no: 'No',
  none: 'Ninguno',
  nothing: 'vacío',
  unassigned: 'Sin asignar',
  formerMember: 'Antiguo miembro',
  someone: 'Alguien',
  addField: (label) => `Añadir ${label.toLowerCase()}`,
  saved: 'Guardado',
  write: (email) => `Escribir a ${email}`,
  call: (number) => `Llamar al ${number}`,
  openSite: (address) => `Abrir ${address}`,
  more: 'Más',
  copyLink: 'Copiar enlace',
  deleteText: (days: number) =>
    `Permanecen ${days} días en la papelera, con sus notas, y se pueden restaurar.`,
  keepThem: 'Conservarlos',
  editUndone: (label) => `${label}: cambio deshecho`,
  notSaved: (why) => `No se guardó: ${why}`,
  notDeleted: (count, why) =>
    `${plural(count, { one: 'No se eliminó', other: '# no se eliminaron' })}: ${why}`,
  notRestored: (why) => `No se restauró: ${why}`,
};

export const list: Messages['list'] = {
  rescoring:
    'Las puntuaciones se están recalculando con los nuevos pesos. Hasta que termine, el orden puede no estar al día.',
  filter: 'Filtrar',
  addFilter: 'Añadir filtro',
  team: 'Equipo de',
  removeFilter: (label) => `Quitar el filtro ${label}`,
  clear: 'Limpiar',
  clearFilters: 'Quitar los filtros',
  is: 'es',
  any: 'cualquiera',
  or: ' o ',
  oneOf: (count) => `uno de ${count}`,
  noChoices: 'No hay opciones',
  sort: 'Ordenar',
  sortBy: (label, descending, isMoment, isNumber) => {
    if (isMoment) return `${label}, ${descending ? 'lo más reciente primero' : 'lo más antiguo primero'}`;
    if (isNumber) return `${label}, ${descending ? 'de mayor a menor' : 'de menor a mayor'}`;
    return `${label}, ${descending ? 'de la Z a la A' : 'de la A a la Z'}`;
  },
  view: 'Columnas y densidad',
  columns: 'Columnas',
  density: 'Densidad',
  densities: { comfortable: 'Cómoda', compact: 'Compacta' },
  moveBefore: (label) => `Adelantar ${label}`,
  moveAfter: (label) => `Atrasar ${label}`,
  resize: (label) => `Ancho de ${label}`,
  select: (name) => `Seleccionar ${name}`,
  selectPage: 'Seleccionar toda la página',
  selected: (count) => plural(count, { one: '# seleccionado', other: '# seleccionados' }),
  selection: 'Selección',
  clearSelection: 'Quitar la selección',
  editCell: (label, name) => `Editar ${label} de ${name}`,
  range: (first, last, total) => `${first}–${last} de ${total}`,
  place: (place, total) => `${place} de ${total}`,
  rows: 'Filas',
  rowsPerPage: 'Filas por página',
  previousPage: 'Página anterior',
  nextPage: 'Página siguiente',
  more: 'Mostrar más',
  nothingFound: 'Sin resultados',
  nothingFoundText: 'Ningún resultado coincide con la búsqueda y los filtros.',
};

export const conflict: Messages['conflict'] = {
  title: 'Otra persona lo ha cambiado mientras tanto',
  text: (who) => `${who} ha guardado otra versión. Elige qué valor conservar en cada campo.`,
  set: (who, value) => `${who} puso ${value}`,
  cell: (who, value) => `${who} puso «${value}» mientras editabas.`,
  keep: (value) => `Dejar ${value}`,
  takeTheirs: 'Usar su valor',
  mine: 'Lo mío',
  theirs: 'Lo suyo',
  saveChosen: 'Guardar selección',
};

export const trash: Messages['trash'] = {
  title: 'Papelera',
  lead: (days) => `Los registros eliminados permanecen aquí ${days} días.`,
  deleted: 'eliminado',
  gone: 'desaparece',
  until: 'Eliminado el',
};

export const phoneLabels: Messages['phoneLabels'] = {
  work: 'Trabajo',
  mobile: 'Móvil',
  home: 'Casa',
  other: 'Otro',
};

export const tags: Messages['tags'] = {
  lead: 'Etiquetas que comparte toda la organización.',
  name: 'Nombre',
  color: 'Color',
  colors: {
    blue: 'Azul',
    cyan: 'Cian',
    violet: 'Violeta',
    amber: 'Ámbar',
    green: 'Verde',
    red: 'Rojo',
    gray: 'Gris',
  },
  create: 'Crear etiqueta',
  createNamed: (name) => `Crear «${name}»`,
  add: 'Añadir etiqueta',
  choose: 'Elegir etiquetas',
  find: 'Buscar o crear una etiqueta',
  noneFound: 'No existe esa etiqueta',
  full: (count) => `Como mucho ${count} etiquetas`,
  edit: (name) => `Editar la etiqueta ${name}`,
  delete: (name) => `Eliminar la etiqueta ${name}`,
  remove: (name) => `Quitar la etiqueta ${name}`,
  deleteTitle: (name) => `¿Eliminar la etiqueta «${name}»?`,
  deleteText: (uses) => (uses.length === 0 ? 'Ningún registro la usa.' : `Se quitará de ${together(uses)}.`),
  deleted: (name) => `Etiqueta «${name}» eliminada`,
  emptyTitle: 'Todavía no hay etiquetas',
  emptyText:
    'Usa etiquetas para agrupar registros de distintos estados y responsables: un evento, una región, un interés.',
};
