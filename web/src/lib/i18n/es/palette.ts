import type { Messages } from '../messages.ts';

export const commandGroups: Messages['commandGroups'] = {
  general: 'General',
  goTo: 'Ir a',
  list: 'Listas',
  record: 'Registro',
  or: 'o',
};

export const palette: Messages['palette'] = {
  label: 'Buscar registros, páginas y acciones',
  placeholder: 'Buscar registros, páginas y acciones',
  results: 'Resultados',
  records: 'Registros',
  actions: 'Acciones',
  pages: 'Páginas',
  searching: 'Buscando…',
  nothing: (words) => (words ? `Sin resultados para «${words}»` : 'Escribe para buscar'),
  choose: 'elegir',
  open: 'abrir',
  newTab: 'pestaña nueva',
  allKeys: 'todos los atajos',
};
