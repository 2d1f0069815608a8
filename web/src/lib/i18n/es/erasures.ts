import { limits } from '#contract/limits.ts';
import { pluralIn } from '../plural.ts';
import type { erasureTexts as english } from '../en/erasures.ts';

const plural = pluralIn('es');

export const erasureTexts: typeof english = {
  title: 'Personas borradas',
  lead: 'Personas que se borraron de forma definitiva. Cobalt conserva los ID de sus registros y códigos irreversibles (hashes con clave), con los que avisa si alguien las vuelve a introducir.',
  emptyTitle: 'No se ha borrado a nadie',
  emptyText: 'Para borrar a una persona, abre el menú de su registro y elige «Datos personales».',
  states: { running: 'Borrando', done: 'Se ha borrado' },
  runningText:
    'Se están eliminando sus registros. Se buscan copias y textos en otros sitios hasta que no quede nada.',
  record: (noun, id) => `${noun} ${id}`,
  removed: (count) => plural(count, { one: '# registro eliminado', other: '# registros eliminados' }),
  changed: (count) => plural(count, { one: '# cambio en otros sitios', other: '# cambios en otros sitios' }),
  nobody: 'Repetido tras una restauración',
  latestOnly: plural(limits.erasuresListed, { other: 'Se muestran los # borrados más recientes.' }),
  finished: 'terminado',
};
