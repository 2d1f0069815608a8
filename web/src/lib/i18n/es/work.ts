import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

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
  goContacts: 'Ir a los contactos',
  goCustomers: 'Ir a los clientes',
  goLeads: 'Ir a los prospectos',
  goDeals: 'Ir a los negocios',
  goTasks: 'Ir a las actividades',
  goVendors: 'Ir a los proveedores',
  goEmployees: 'Ir a los empleados',
  goChart: 'Ir al organigrama',
  goTags: 'Ir a las etiquetas',
  goMembers: 'Ir a los miembros',
  goSettings: 'Ir a los ajustes',
  nextRow: 'Fila siguiente',
  previousRow: 'Fila anterior',
  openRow: 'Abrir la fila',
  selectRow: 'Seleccionar la fila',
  editRow: 'Editar la fila aquí mismo',
  density: 'Cambiar la densidad',
  trash: 'Abrir la papelera',
  switchView: 'Cambiar entre lista y tablero',
  editRecord: 'Editar',
  note: 'Escribir una nota',
  nextRecord: 'Siguiente de la lista',
  previousRecord: 'Anterior de la lista',
  deleteRecord: 'Eliminar',
};

export const themes: Messages['themes'] = { light: 'Claro', dark: 'Oscuro', system: 'Como el sistema' };
export const demo: Messages['demo'] = {
  load: 'Cargar datos de ejemplo',
  loaded: (count) =>
    plural(count, { one: '# contacto de ejemplo cargado', other: '# contactos de ejemplo cargados' }),
};
