import { limits } from '#contract/limits.ts';
import { pluralIn } from '../plural.ts';
import type { erasureTexts as english } from '../en/erasures.ts';

const plural = pluralIn('es');

export const erasureTexts: typeof english = {
  title: 'Datos personales eliminados',
  lead: 'Personas cuyos datos se eliminaron de forma definitiva. Cobalt conserva los ID de sus registros y códigos irreversibles (hashes con clave), con los que avisa si alguien las vuelve a introducir.',
  emptyTitle: 'No se eliminaron los datos de nadie',
  emptyText:
    'Para eliminar los datos de una persona, abre el menú de su registro y elige «Datos personales».',
  states: { running: 'Eliminando', done: 'Eliminados' },
  runningText:
    'Se están eliminando sus registros. Se buscan copias y textos en otros sitios hasta que no quede nada.',
  record: (noun, id) => `${noun} ${id}`,
  removed: (count) => plural(count, { one: '# registro eliminado', other: '# registros eliminados' }),
  changed: (count) => plural(count, { one: '# cambio en otros sitios', other: '# cambios en otros sitios' }),
  nobody: 'Repetido tras una restauración',
  latestOnly: plural(limits.erasuresListed, { other: 'Se muestran los # casos más recientes.' }),
  finished: 'terminado',
};
