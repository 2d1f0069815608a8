import type { AreaTexts, Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

const files: Messages['files'] = {
  title: 'Archivos',
  choose: 'Añadir archivos',
  drop: 'Suelta archivos aquí o elígelos',
  dropNow: 'Suéltalos para añadirlos',
  bounds: (size) => `Hasta ${size} cada uno`,
  none: 'Aún no hay archivos.',
  failed: 'No se pudieron cargar los archivos',
  waiting: 'En espera',
  checking: 'Comprobando',
  progress: (name) => `Subiendo ${name}`,
  of: (sent, size) => `${sent} de ${size}`,
  cancel: (name) => `Cancelar la subida de ${name}`,
  retry: (name) => `Reintentar la subida de ${name}`,
  dismiss: (name) => `Quitar ${name} de la lista`,
  added: (name) => `Se añadió «${name}»`,
  interrupted: 'La subida se interrumpió. Inténtalo de nuevo.',
  tooLarge: (size) => `Supera el límite de ${size}`,
  empty: 'Este archivo está vacío',
  unknownType: 'No se pueden subir archivos de este tipo',
  nameTooLong: (limit) =>
    plural(limit, {
      other:
        'El nombre del archivo tiene más de # caracteres. Cambia el nombre del archivo y vuelve a elegirlo.',
    }),
  nameRefused:
    'El nombre del archivo tiene un carácter que no se admite, como una barra. Cambia el nombre del archivo y vuelve a elegirlo.',
  noRoom: (left) =>
    `No hay espacio suficiente: quedan ${left}. El espacio se libera cuando los archivos de la papelera se eliminan definitivamente.`,
  preview: (name) => `Vista previa de ${name}`,
  download: 'Descargar',
  downloadNamed: (name) => `Descargar ${name}`,
  close: 'Cerrar',
  previous: 'Imagen anterior',
  next: 'Imagen siguiente',
  actions: (name) => `Acciones de ${name}`,
  rename: 'Cambiar el nombre',
  name: 'Nombre del archivo',
  deleted: (name) => `Se eliminó «${name}»`,
  pictureFailed: 'No se pudo mostrar la imagen',
  notDone: (why) => `No funcionó: ${why}`,
  room: 'Almacenamiento de archivos',
  roomUsed: (used, all) => `${used} de ${all} en uso`,
  roomText: 'Los archivos de la papelera cuentan hasta que se borran definitivamente.',
  roomFailed: 'No se pudo cargar el uso de almacenamiento',
};

const pictures: Messages['pictures'] = {
  choose: 'Elegir una imagen',
  change: 'Cambiar',
  remove: 'Quitar',
  saved: 'Imagen guardada',
  removed: 'Imagen eliminada',
  failed: 'Esta imagen no se puede mostrar o subir. Prueba con otra.',
  avatar: 'Tu foto',
  avatarHelp: 'PNG, JPEG o WebP. La imagen se recorta en formato cuadrado y se muestra junto a tu nombre.',
  logo: 'Logotipo',
  logoHelp:
    'PNG, JPEG o WebP. Se muestra entero junto al nombre de la organización, en el portal y en los PDF.',
};

export const texts = (): AreaTexts['files'] => ({
  files,
  pictures,
});
