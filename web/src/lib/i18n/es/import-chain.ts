import { limits } from '#contract/limits.ts';
import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');
const files = (count: number) => plural(count, { one: '# archivo', other: '# archivos' });

/** Several files whose rows refer to one another. */
export const chain: Messages['imports']['chain'] = {
  several: plural(limits.importsLinked, {
    other: 'Elige hasta # archivos a la vez si sus filas se refieren unas a otras.',
  }),
  tooMany: plural(limits.importsLinked, { other: 'Se pueden importar juntos hasta # archivos.' }),
  title: 'Archivos que se importan juntos',
  lead: 'Se importan en este orden, para que las filas encuentren lo que crean los archivos anteriores.',
  typeOf: (name) => `Las filas de ${name} son`,
  remove: (name) => `Quitar ${name}`,
  upload: (count) => `Subir ${files(count)}`,
  discard: 'Descartar',
  waiting: 'En espera',
  arrived: 'Subido',
  failed: 'Falló una subida. Vuelve a intentarlo o descarta los archivos.',
  steps: 'Archivos de esta importación',
  stepsFailed: 'No se pudieron cargar los demás archivos',
  position: (place, count) => `Archivo ${place} de ${count}`,
  startsAfter: 'Espera a los archivos anteriores',
  startsAfterText:
    'Este archivo se importará en cuanto terminen los anteriores. Si cambias sus ajustes, deja de esperar.',
  next: (name) => `Ir a ${name}`,
  checkAll: 'Comprobar todos los archivos',
  lastOnly: 'Continúa con los demás archivos. Desde el último se importan todos.',
  everything: 'Importar todo',
  sum: (rows, count) => `${plural(rows, { one: '# fila', other: '# filas' })} de ${files(count)}`,
  undo: 'Deshacer todo',
  undoTitle: '¿Deshacer la importación de estos archivos?',
  undoText:
    'Se elimina lo que crearon (los registros pasan a la papelera) y los registros que actualizaron recuperan sus valores anteriores, desde el último archivo hasta el primero. Lo que haya cambiado desde entonces se queda como está.',
  keep: 'Conservar todo',
};
