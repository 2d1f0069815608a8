import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import { o } from '../spanish.ts';

const plural = pluralIn('es');

const list: Messages['list'] = {
  rescoring:
    'Las puntuaciones se están recalculando con los nuevos puntos. Hasta que termine, el orden puede no estar al día.',
  filter: 'Filtrar',
  addFilter: 'Añadir filtro',
  clear: 'Limpiar',
  clearAll: 'Borrar la búsqueda y los filtros',
  noChoices: 'No hay opciones',
  sort: 'Ordenar',
  group: 'Agrupar',
  groupedBy: (label) => `Agrupado por ${label}`,
  view: 'Columnas, densidad y exportación',
  movedTo: (label, place, count) => `${label} es la columna ${place} de ${count}`,
  resize: (label) => `Ancho de ${label}`,
  select: (name) => `Seleccionar ${name}`,
  selectPage: 'Seleccionar toda la página',
  selected: (count) => plural(count, { other: 'Selección: #' }),
  editCell: (label, name) => `Editar ${label} de ${name}`,
  range: (first, last, total) => `${first}–${last} de ${total}`,
  place: (place, total) => `${place} de ${total}`,
  rows: 'Filas',
  rowsPerPage: 'Filas por página',
  page: 'Página',
  ofPages: (pages) => `de ${pages}`,
  lastPage: 'Última página',
  previousPage: 'Página anterior',
  nextPage: 'Página siguiente',
  more: 'Mostrar más',
  nothingFound: 'Sin resultados',
  nothingFoundText: 'Ningún resultado coincide con la búsqueda y los filtros.',
  importFile: 'Importar un archivo',
};

const views: Messages['views'] = { label: 'Vista', saved: 'Vistas', board: 'Tablero', list: 'Lista' };

const commands: Messages['commands'] = {
  palette: 'Búsqueda y comandos',
  create: 'Crear',
  language: 'Switch to English',
  signOut: 'Cerrar sesión',
};

const themes: Messages['themes'] = { light: 'Claro', dark: 'Oscuro', system: 'Sistema' };

const demo = (nouns: Nouns): Messages['demo'] => ({
  load: 'Cargar datos de ejemplo',
  loaded: (count) =>
    plural(count, {
      one: `# ${nouns.contact.one} de ejemplo cargad${o(nouns.contact)}`,
      other: `# ${nouns.contact.many} de ejemplo cargad${o(nouns.contact)}s`,
    }),
});

export const listTexts = (nouns: Nouns) => ({
  commands,
  demo: demo(nouns),
  list,
  themes,
  views,
});
