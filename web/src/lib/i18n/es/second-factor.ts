import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

export const secondFactor: Messages['secondFactor'] = {
  title: 'Segundo factor',
  off: 'Para entrar solo se pide tu contraseña. Con un segundo factor se pide además un código de una aplicación de tu teléfono.',
  on: 'Para entrar se pide un código de tu aplicación de autenticación.',
  setUp: 'Configurar el segundo factor',
  scan: 'Escanea esta imagen con una aplicación de autenticación en tu teléfono.',
  picture: 'Código QR para tu aplicación de autenticación',
  type: 'O escribe esta clave en la aplicación:',
  enterCode: 'Después introduce el código que muestra la aplicación',
  confirm: 'Activar',
  codeWrong: 'No es el código que muestra ahora la aplicación. Comprueba el reloj de tu teléfono',
  turnedOn: 'El segundo factor está activado',
  failed: 'No se pudo leer el segundo factor',
  recoveryCodes: 'Códigos de recuperación',
  recoveryText: 'Con uno de ellos entras sin la aplicación. Guárdalos donde guardas tus contraseñas.',
  shownOnce: 'Solo se muestran esta vez. Cada uno sirve una vez.',
  left: (count) =>
    plural(count, { one: 'Queda # código de recuperación', other: 'Quedan # códigos de recuperación' }),
  noneLeft: 'No tienes códigos de recuperación. Sin uno no puedes entrar si pierdes la aplicación.',
  makeFirst: 'Crear códigos de recuperación',
  makeAnew: 'Crear códigos nuevos',
  makeAnewText: 'Los códigos nuevos anulan los anteriores.',
  download: 'Descargar',
  fileName: 'cobalt-codigos-de-recuperacion.txt',
  kept: 'Los he guardado',
  stay: 'Volver a los códigos',
  leaveTitle: '¿Guardaste los códigos?',
  leaveText: 'No se vuelven a mostrar. Sin ellos nadie puede dejarte entrar si pierdes el dispositivo.',
  remove: 'Desactivar',
  removeTitle: 'Desactivar el segundo factor',
  removeText:
    'Entonces para entrar solo se pide tu contraseña, y tus códigos de recuperación dejan de valer.',
  removed: 'El segundo factor está desactivado',
  password: 'Contraseña actual',
  code: 'Código',
  codeHelp: 'Seis cifras de la aplicación o un código de recuperación.',
};
