import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';
import type { Nouns } from '../nouns.ts';
import { o } from '../spanish.ts';

const plural = pluralIn('es');

export const commands: Messages['commands'] = {
  palette: 'Búsqueda y comandos',
  sheet: 'Atajos de teclado',
  search: 'Buscar en esta lista',
  create: 'Crear',
  save: 'Guardar',
  undo: 'Deshacer',
  themeLight: 'Tema claro',
  themeDark: 'Tema oscuro',
  themeSystem: 'Tema del sistema',
  language: 'Switch to English',
  signOut: 'Cerrar sesión',
  goDashboard: 'Ir al panel',
  goTasks: 'Ir a las actividades',
  goChart: 'Ir al organigrama',
  goTags: 'Ir a las etiquetas',
  goMembers: 'Ir a los miembros',
  goSettings: 'Ir a los ajustes',
  nextRow: 'Fila o tarjeta siguiente',
  previousRow: 'Fila o tarjeta anterior',
  nextColumn: 'Columna siguiente del tablero',
  previousColumn: 'Columna anterior del tablero',
  openRow: 'Abrir la fila',
  selectRow: 'Seleccionar la fila',
  editRow: 'Editar la fila aquí mismo',
  density: 'Cambiar la densidad',
  trash: 'Abrir la papelera',
  switchView: 'Cambiar entre lista y tablero',
  editRecord: 'Editar',
  note: 'Escribir una nota',
  nextRecord: 'Registro siguiente',
  previousRecord: 'Registro anterior',
  deleteRecord: 'Eliminar',
};

export const themes: Messages['themes'] = { light: 'Claro', dark: 'Oscuro', system: 'Sistema' };
export const demo = (nouns: Nouns): Messages['demo'] => ({
  load: 'Cargar datos de ejemplo',
  loaded: (count) =>
    plural(count, {
      one: `# ${nouns.contact.one} de ejemplo cargad${o(nouns.contact)}`,
      other: `# ${nouns.contact.many} de ejemplo cargad${o(nouns.contact)}s`,
    }),
});
