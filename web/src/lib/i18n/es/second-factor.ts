import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

export const secondFactor: Messages['secondFactor'] = {
  title: 'Verificación en dos pasos',
  off: 'Inicias sesión solo con tu contraseña. La verificación en dos pasos pide además un código de una aplicación de tu teléfono.',
  on: 'Al iniciar sesión se pide además un código de tu aplicación de autenticación.',
  setUp: 'Configurar la verificación en dos pasos',
  scan: 'Escanea este código QR con una aplicación de autenticación en tu teléfono.',
  picture: 'Código QR para tu aplicación de autenticación',
  type: 'O escribe esta clave en la aplicación:',
  enterCode: 'Después introduce el código que muestra la aplicación',
  confirm: 'Activar',
  codeWrong: 'No es el código que muestra ahora la aplicación. Comprueba el reloj de tu teléfono',
  turnedOn: 'La verificación en dos pasos está activada',
  failed: 'No se pudo cargar la verificación en dos pasos',
  recoveryCodes: 'Códigos de recuperación',
  recoveryText: 'Usa uno para entrar sin la aplicación. Guárdalos donde guardas tus contraseñas.',
  shownOnce: 'Solo se muestran una vez. Cada código sirve una vez.',
  left: (count) =>
    plural(count, { one: 'Queda # código de recuperación', other: 'Quedan # códigos de recuperación' }),
  noneLeft: 'No tienes códigos de recuperación. Sin uno no puedes entrar si pierdes la aplicación.',
  makeFirst: 'Crear códigos de recuperación',
  makeAnew: 'Crear códigos nuevos',
  makeAnewText: 'Los códigos nuevos sustituyen a los anteriores.',
  download: 'Descargar',
  fileName: 'cobalt-codigos-de-recuperacion.txt',
  kept: 'Los he guardado',
  stay: 'Volver a los códigos',
  leaveTitle: '¿Has guardado los códigos?',
  leaveText: 'No se vuelven a mostrar. Sin ellos nadie puede dejarte entrar si pierdes el dispositivo.',
  remove: 'Desactivar',
  removeTitle: 'Desactivar la verificación en dos pasos',
  removeText:
    'Para iniciar sesión solo se pedirá tu contraseña y tus códigos de recuperación dejarán de funcionar.',
  removed: 'La verificación en dos pasos está desactivada',
  password: 'Contraseña actual',
  code: 'Código',
  codeHelp: 'Seis cifras de la aplicación o un código de recuperación.',
};
