import type { InSettings } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { o } from '../spanish.ts';

export const dashboardCards = (nouns: Nouns): InSettings['dashboardCards'] => ({
  title: 'Panel',
  lead: 'Las tarjetas del panel de todos, de arriba abajo. Cada persona solo ve las tarjetas a las que tiene acceso.',
  names: {
    pipeline: 'Embudo por etapa',
    tasks: 'Mis tareas',
    newContacts: `${nouns.contact.Many} nuev${o(nouns.contact)}s por día`,
    leadsByStatus: `${nouns.lead.Many} por estado`,
    contactsByStatus: `${nouns.contact.Many} por estado`,
    recent: 'Actividad reciente',
    activities: 'Actividades de la semana',
  },
  up: (name) => `Subir ${name}`,
  down: (name) => `Bajar ${name}`,
});
