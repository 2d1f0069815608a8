import type { AreaTexts, Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

const chart = (nouns: Nouns): Messages['chart'] => ({
  reading: (read, of) => `Cargando ${nouns.employee.many}: ${read} de ${of}`,
  failed: 'No se pudo cargar el organigrama',
  reports: (count) =>
    plural(count, { one: '# persona directamente a su cargo', other: '# personas directamente a su cargo' }),
  team: (count) => plural(count, { one: '# en el equipo', other: '# en el equipo' }),
  found: (count) => plural(count, { one: '# persona encontrada', other: '# personas encontradas' }),
  nothingFound: 'Nadie coincide con la búsqueda.',
  clear: 'Borrar la búsqueda',
  openAll: 'Desplegar todo',
  closeAll: 'Plegar todo',
  place: 'En la organización',
  reportsTo: 'Depende de',
  noManager: 'No depende de nadie',
  noReports: 'Nadie directamente a su cargo',
  show: 'Ver en el organigrama',
});

export const texts = (nouns: Nouns): AreaTexts['organizationChart'] => ({
  chart: chart(nouns),
});
