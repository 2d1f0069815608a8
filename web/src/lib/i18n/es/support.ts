import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { al, los } from '../spanish.ts';

/** UI text for the hours in which issues are worked on, and their targets. */
export const supportTexts = ({ customer, issue }: Nouns): Pick<Messages, 'support'> => ({
  support: {
    title: 'Horario de atención',
    lead: `Cuándo atiende tu equipo ${los(issue)} y en cuánto tiempo deben responderse y resolverse. Los cambios se aplican cuando cambia el estado o la prioridad.`,
    hours: 'Horario laboral',
    zone: (timeZone) => `En la zona horaria de la organización, ${timeZone}.`,
    from: 'Desde',
    to: 'Hasta',
    free: 'Cerrado',
    addSpan: (day) => `Añadir horas: ${day}`,
    removeSpan: 'Quitar horas',
    holidays: 'Festivos',
    noHolidays: 'Ninguno. En los festivos no cuenta el tiempo.',
    holiday: (place) => `Festivo ${place}`,
    addHoliday: 'Añadir festivo',
    removeHoliday: (date) => `Quitar ${date}`,
    targets: 'Plazos',
    targetsText: `En horas laborables. El tiempo no cuenta mientras se espera ${al(customer)}. Deja un campo vacío si no hay plazo.`,
    firstAnswer: 'Primera respuesta',
    resolution: 'Resolución',
  },
});
