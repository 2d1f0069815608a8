import type { Messages } from '../messages.ts';

export const resources: Messages['resources'] = {
  contact: 'Contactos',
  customer: 'Clientes',
  lead: 'Prospectos',
  deal: 'Negocios',
  pipeline: 'Embudos',
  vendor: 'Proveedores',
  employee: 'Empleados',
  activity: 'Actividades',
  task: 'Tareas',
  timeline: 'Cronologías',
  job: 'Trabajos',
  note: 'Notas',
  tag: 'Etiquetas',
  search: 'Búsqueda',
  dashboard: 'Panel',
  analytics: 'Analítica',
  member: 'Miembros',
  invitation: 'Invitaciones',
  organization: 'Organización',
  apiKey: 'Claves de API',
};
