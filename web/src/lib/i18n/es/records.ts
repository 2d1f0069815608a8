import type { Messages } from '../messages.ts';
import { listIn, pluralIn } from '../plural.ts';

const plural = pluralIn('es');
const together = listIn('es');

export const contact: Messages['contact'] = {
  one: 'Contacto',
  many: 'Contactos',
  add: 'Contacto',
  create: 'Crear contacto',
  createNamed: (name) => `Crear el contacto «${name}»`,
  edit: 'Editar contacto',
  count: (count) => plural(count, { one: '# contacto', other: '# contactos' }),
  search: 'Buscar contactos',
  empty: {
    title: 'Todavía no hay contactos',
    text: 'Un contacto es una persona con la que tratas: cómo localizarla, en qué punto está y todo lo que se habló.',
  },
  trashEmpty: {
    title: 'La papelera está vacía',
    text: 'Los contactos eliminados esperan aquí antes de desaparecer.',
  },
  loadFailed: 'No se pudieron cargar los contactos',
  noteHint: 'Escribe una nota',
  deleted: (name) => `${name} está en la papelera`,
  restored: (name) => `${name} ha vuelto`,
  deletedMany: (count) =>
    plural(count, { one: '# contacto está en la papelera', other: '# contactos están en la papelera' }),
  deleteMany: (count) => plural(count, { one: '¿Eliminar # contacto?', other: '¿Eliminar # contactos?' }),
  inTrash: 'Este contacto está en la papelera',
  fields: {
    firstName: 'Nombre',
    lastName: 'Apellidos',
    fullName: 'Nombre',
    email: 'Correo',
    phones: 'Teléfono',
    statusId: 'Estado',
    jobTitle: 'Cargo',
    customerId: 'Cliente',
    city: 'Ciudad',
    country: 'País',
    nationalId: 'Documento',
    ownerId: 'Responsable',
    tagIds: 'Etiquetas',
    createdAt: 'Creado',
    updatedAt: 'Cambiado',
  },
  help: {
    email: 'Nadie más en la organización puede tenerlo.',
    nationalId: 'Cédula, DNI, pasaporte o similar.',
  },
};

export const records: Messages['records'] = {
  details: 'Detalles',
  record: 'Registro',
  parts: 'Partes de la página',
  created: 'Creado',
  updated: 'Cambiado',
  nearlyFull: (used, most) =>
    `Este registro ocupa unos ${used} KB de los ${most} KB que caben en uno: acorta sus textos.`,
  ownFields: 'Más datos',
  yes: 'Sí',
  no: 'No',
  none: 'Ninguno',
  nothing: 'nada',
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
    `Se quedan ${days} días en la papelera, con sus notas, y se pueden recuperar.`,
  keepThem: 'Conservarlos',
  notSaved: (why) => `No se guardó: ${why}`,
  notDeleted: (count, why) =>
    `${plural(count, { one: 'No se eliminó', other: '# no se eliminaron' })}: ${why}`,
  notRestored: (why) => `No se restauró: ${why}`,
};

export const list: Messages['list'] = {
  rescoring:
    'Se cambiaron los pesos y se están recalculando las puntuaciones: hasta que acabe, este orden puede ser antiguo.',
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
  noChoices: 'No hay nada que elegir',
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
  nothingFound: 'Nada encontrado',
  nothingFoundText: 'Nada cumple a la vez la búsqueda y los filtros.',
};

export const conflict: Messages['conflict'] = {
  title: 'Otra persona lo cambió mientras tanto',
  text: (who) => `${who} guardó otra versión. Elige para cada campo qué se queda.`,
  set: (who, value) => `${who} puso ${value}`,
  cell: (who, value) => `${who} puso «${value}» mientras editabas.`,
  keep: (value) => `Dejar ${value}`,
  takeTheirs: 'Tomar lo suyo',
  mine: 'Lo mío',
  theirs: 'Lo suyo',
  saveChosen: 'Guardar lo elegido',
};

export const trash: Messages['trash'] = {
  title: 'Papelera',
  lead: (days) => `Lo eliminado se queda aquí ${days} días.`,
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
  lead: 'Etiquetas propias, las mismas para toda la organización.',
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
  deleteText: (uses) => (uses.length === 0 ? 'Ningún registro la lleva.' : `Se quita de ${together(uses)}.`),
  deleted: (name) => `Etiqueta «${name}» eliminada`,
  emptyTitle: 'Todavía no hay etiquetas',
  emptyText:
    'Las etiquetas reúnen registros por encima de estados y responsables: un evento, una región, un interés.',
};
