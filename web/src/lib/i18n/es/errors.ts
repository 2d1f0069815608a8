import { earlyTexts } from '#contract/field-texts/es-early.ts';
import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

const errors: Messages['errors'] = {
  title: 'No se pudo cargar',
  retry: 'Reintentar',
  problem: 'Problema',
  request: 'Solicitud',
  time: 'Hora',
  offline:
    'Sin conexión. No cierres esta página: los cambios sin guardar se envían cuando vuelva la conexión.',
  partMissing: 'No se pudo cargar una parte de esta página. Recárgala antes de continuar.',
  reload: 'Recargar',
  unsaved: 'Hay cambios sin guardar.',
  saving: 'Guardando…',
  connection: 'No se puede conectar con el servicio. Comprueba tu conexión e inténtalo de nuevo.',
  sessionOver: 'Tu sesión caducó',
  sessionOverText:
    'Inicia sesión de nuevo en otra pestaña. Lo que escribiste sigue aquí, y los cambios sin guardar se enviarán en cuanto inicies sesión.',
  signInAgain: 'Iniciar sesión de nuevo',
  crash: 'Algo falló aquí. El resto de Cobalt sigue funcionando.',
  notFound: 'No encontrado',
  notFoundText: 'La página o el registro no existe, se eliminó o no tienes acceso.',
  forbidden: 'Tu rol no lo permite',
  forbiddenText: 'Pide acceso a un administrador de tu organización.',
  backTo: (where) => `Volver a ${where}`,
};

/** For errors that only an outdated page can cause. */
const notUnderstood = 'No se entendió la solicitud. Recarga la página e inténtalo de nuevo.';

const problems: Messages['problems'] = {
  merged: 'Este registro se combinó con otro.',
  invalid_request: notUnderstood,
  unauthenticated: 'Tu sesión caducó. Inicia sesión de nuevo.',
  forbidden: 'Tu rol no lo permite. Pide acceso a un administrador de tu organización.',
  being_deleted: 'Esta organización se está eliminando. Un propietario puede restaurarla.',
  not_found: 'Ya no existe o no tienes acceso.',
  method_not_allowed: notUnderstood,
  not_acceptable: notUnderstood,
  conflict: 'Entra en conflicto con datos que ya existen.',
  precondition_failed: 'Se cambió mientras tanto. Revisa la última versión e inténtalo de nuevo.',
  too_large: 'La solicitud es demasiado grande. Envía menos datos a la vez.',
  unsupported_media_type: notUnderstood,
  invalid_input: 'Algunos campos no son válidos.',
  precondition_required: 'Falta la versión. Recarga la página e inténtalo de nuevo.',
  too_many_requests: 'Demasiadas solicitudes. Espera un momento e inténtalo de nuevo.',
  internal: 'Hubo un error por nuestra parte. Inténtalo de nuevo en un momento.',
  unavailable: 'El servicio está ocupado. Tu trabajo se conserva. Inténtalo de nuevo en un momento.',
};

const form: Messages['form'] = {
  error: 'Error',
  errorCount: (count) => plural(count, { one: '1 error por corregir', other: '# errores por corregir' }),
  notSaved: 'Sin guardar',
  tooLong: (limit, count) =>
    `${plural(limit, { other: 'Máximo # caracteres.' })} ${plural(count, { other: 'Llevas #.' })}`,
  takenBy: 'Otro registro tiene este valor.',
  erasedBefore: 'Los datos de esta persona se eliminaron. Crea el registro solo si está de acuerdo.',
  createAnyway: 'Crear de todos modos',
  openOther: 'Abrir registro',
  draftKept: 'Sin guardar. Si recargas la página, tus cambios se conservan.',
  draftRestored: 'Se recuperaron tus cambios sin guardar.',
  discard: 'Descartar',
  leaveTitle: '¿Salir sin guardar?',
  leaveText: 'Los cambios de esta página no se guardaron.',
  sendingText: 'Algunos cambios todavía se están guardando. Si sales ahora, se perderán.',
  wait: 'Esperar',
  leave: 'Salir',
  stay: 'Seguir editando',
  incomplete: {
    date: 'Escribe una fecha completa entre 1900 y 2199',
    time: 'Escribe la hora completa',
    'datetime-local': 'Escribe la fecha y la hora completas, entre 1900 y 2199',
  },
  callingCode: 'Prefijo del país',
  addPhone: 'Añadir teléfono',
  removePhone: 'Quitar teléfono',
  phoneLabel: (place) => `Tipo del teléfono ${place}`,
  phoneNumber: (place) => `Teléfono ${place}`,
};

export const errorTexts = {
  errors,
  fieldErrors: earlyTexts,
  form,
  problems,
};
