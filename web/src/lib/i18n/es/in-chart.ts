import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

export const chart: Messages['chart'] = {
  reading: (read, of) => `Leyendo empleados: ${read} de ${of}`,
  failed: 'No se pudo cargar el organigrama',
  reports: (count) => plural(count, { one: '# persona a su cargo', other: '# personas a su cargo' }),
  team: (count) => plural(count, { one: '# en el equipo', other: '# en el equipo' }),
  found: (count) => plural(count, { one: '# persona encontrada', other: '# personas encontradas' }),
  nothingFound: 'Nadie se llama así.',
  clear: 'Borrar la búsqueda',
  openAll: 'Desplegar todo',
  closeAll: 'Plegar todo',
  place: 'En la organización',
  reportsTo: 'Depende de',
  noManager: 'No depende de nadie',
  noReports: 'Nadie a su cargo',
  show: 'Ver en el organigrama',
};

/** What only the organization chart needs, and an employee's place in it. */
export const inChart = { chart };
