import type { AreaTexts, Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import { errorTexts } from './errors.ts';

const plural = pluralIn('es');

const nav: Messages['nav'] = {
  dashboard: 'Panel',
  chart: 'Organigrama',
  analytics: 'Análisis',
  tasks: 'Actividades',
  queue: 'Mi cola',
  tags: 'Etiquetas',
  jobs: 'Cambios masivos',
  members: 'Miembros',
  settings: 'Ajustes',
  profile: 'Perfil',
  reference: 'Referencia de la API',
};

const frame: Messages['frame'] = {
  sections: 'Secciones',
  breadcrumbs: 'Ruta',
  skip: 'Ir al contenido',
  openMenu: 'Abrir el menú',
  collapse: 'Plegar la barra lateral',
  expand: 'Desplegar la barra lateral',
  organizations: 'Organizaciones',
  newOrganization: 'Nueva organización',
  switchOrganization: 'Cambiar de organización',
  beingDeleted: (name) => `${name} (eliminándose)`,
  referenceOf: 'Campos mostrados',
  allOrganizations: 'Solo los campos estándar',
  account: 'Cuenta',
  accountOf: (name) => `Cuenta de ${name}`,
  language: 'Idioma',
  deleteKey: 'Supr',
  spaceKey: 'Espacio',
};

const actions: Messages['actions'] = {
  save: 'Guardar',
  saveLower: 'guardar',
  restoreLower: 'restaurar',
  cancel: 'Cancelar',
  close: 'Cerrar',
  edit: 'Editar',
  delete: 'Eliminar',
  deleteCount: (count) => plural(count, { other: 'Eliminar #' }),
  restore: 'Restaurar',
  undo: 'Deshacer',
  copy: 'Copiar',
  copied: 'Copiado',
  notCopied: 'No se pudo copiar. Selecciona el texto y cópialo.',
  search: 'Buscar',
};

const languages: Messages['languages'] = { en: 'English', es: 'Español' };

const roles = (nouns: Nouns): Messages['roles'] => ({
  owner: 'Propietario',
  admin: 'Administrador',
  manager: 'Gerente',
  employee: nouns.employee.One,
  client: 'Cliente',
});

export const texts = (nouns: Nouns): AreaTexts['frame'] => ({
  product: 'Cobalt CRM',
  loading: 'Cargando',
  actions,
  frame,
  languages,
  nav,
  roles: roles(nouns),
  ...errorTexts,
});
