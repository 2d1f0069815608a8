import type { Messages } from '../messages.ts';

export const resources: Messages['resources'] = {
  pipeline: 'Embudos',
  customField: 'Campos personalizados',
  activity: 'Actividades',
  task: 'Tareas',
  timeline: 'Cronologías',
  job: 'Tareas en segundo plano',
  note: 'Notas',
  attachment: 'Archivos',
  tag: 'Etiquetas',
  search: 'Búsqueda',
  dashboard: 'Panel',
  analytics: 'Análisis',
  member: 'Miembros',
  form: 'Formularios web',
  invitation: 'Invitaciones',
  organization: 'Organización',
  apiKey: 'Claves de API',
};
