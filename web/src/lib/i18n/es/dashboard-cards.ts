import type { InSettings } from '../messages.ts';

export const dashboardCards: InSettings['dashboardCards'] = {
  title: 'Panel',
  lead: 'Lo que todos encuentran en el panel, de arriba abajo. A quien no puede ver algo no se le muestra.',
  names: {
    pipeline: 'Embudo por etapa',
    tasks: 'Mis tareas',
    newContacts: 'Contactos nuevos por día',
    leadsByStatus: 'Prospectos por estado',
    contactsByStatus: 'Contactos por estado',
    recent: 'Lo último que pasó',
    activities: 'Actividades de la semana',
  },
  up: (name) => `Subir ${name}`,
  down: (name) => `Bajar ${name}`,
};
