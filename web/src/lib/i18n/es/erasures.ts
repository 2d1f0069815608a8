import { pluralIn } from '../plural.ts';
import type { erasureTexts as english } from '../en/erasures.ts';

const plural = pluralIn('es');

export const erasureTexts: typeof english = {
  title: 'Personas borradas',
  lead: 'Personas que se borraron de forma definitiva. Solo quedan códigos irreversibles (hashes con clave) de sus correos y teléfonos, con los que Cobalt avisa si alguien los vuelve a introducir.',
  emptyTitle: 'No se ha borrado a nadie',
  emptyText: 'Para borrar a una persona, abre el menú de su registro y elige «Datos personales».',
  states: { running: 'Borrando', done: 'Se ha borrado' },
  runningText:
    'Ya no está en ninguna lista. Se siguen buscando copias y textos en otros sitios hasta que no quede nada.',
  record: (noun, id) => `${noun} ${id}`,
  removed: (count) => plural(count, { one: '# registro eliminado', other: '# registros eliminados' }),
  changed: (count) =>
    plural(count, { one: '# sitio cambiado en otro lugar', other: '# sitios cambiados en otros lugares' }),
  nobody: 'Repetido tras una restauración',
  finished: 'terminado',
};
