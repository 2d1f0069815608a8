import type { withFiles as english } from '../en/with-files.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

const files: (typeof english)['files'] = {
  title: 'Archivos',
  choose: 'Añadir archivos',
  drop: 'Suelta archivos aquí o elígelos',
  dropNow: 'Suéltalos para añadirlos',
  bounds: (size) => `Hasta ${size} cada uno`,
  none: 'Aún no hay archivos.',
  failed: 'No se pudieron cargar los archivos',
  size: (name, size) => `${name}, ${size}`,
  waiting: 'En espera',
  checking: 'Comprobando',
  progress: (name) => `Subida de ${name}`,
  of: (sent, size) => `${sent} de ${size}`,
  cancel: (name) => `Cancelar la subida de ${name}`,
  retry: (name) => `Intentar de nuevo la subida de ${name}`,
  dismiss: (name) => `Quitar ${name} de la lista`,
  added: (name) => `${name} se ha añadido`,
  interrupted: 'La subida se interrumpió. Inténtalo de nuevo',
  tooLarge: (size) => `Ocupa más de ${size}, que es lo máximo para un archivo`,
  empty: 'Este archivo está vacío',
  unknownType: 'No se admiten archivos de este tipo',
  noRoom: (left) => `No queda espacio: hay ${left} libres. Elimina antes otros archivos`,
  preview: (name) => `Mostrar ${name}`,
  download: 'Descargar',
  downloadNamed: (name) => `Descargar ${name}`,
  close: 'Cerrar',
  previous: 'Imagen anterior',
  next: 'Imagen siguiente',
  actions: (name) => `Acciones de ${name}`,
  rename: 'Cambiar el nombre',
  name: 'Nombre del archivo',
  deleted: (name) => `${name} se ha eliminado`,
  pictureFailed: 'No se pudo mostrar la imagen',
  notDone: (why) => `No se hizo: ${why}`,
  room: 'Espacio para archivos',
  roomUsed: (used, all) => `${used} de ${all} en uso`,
  roomText: 'Los archivos de la papelera cuentan hasta que desaparecen.',
  roomFailed: 'No se pudo leer cuánto espacio se usa',
  many: (count) => plural(count, { one: '# archivo', other: '# archivos' }),
};

export const withFiles: typeof english = { files };
