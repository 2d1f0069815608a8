import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

export const errors: Messages['errors'] = {
  title: 'No se pudo cargar',
  retry: 'Reintentar',
  problem: 'Problema',
  request: 'Petición',
  time: 'Hora',
  offline: 'Se perdió la conexión. Nada de lo escrito se pierde; todo sigue solo en cuanto vuelva.',
  connection: 'No se puede alcanzar el servicio. Comprueba la conexión e inténtalo de nuevo.',
  crash: 'Algo falló en esta parte. El resto de Cobalt sigue funcionando.',
  notFound: 'Aquí no hay nada',
  notFoundText: 'La página o el registro no existe, se eliminó o no te corresponde verlo.',
  forbidden: 'Tu rol no lo permite',
  forbiddenText: 'Si lo necesitas, pídelo a un administrador de tu organización.',
  backTo: (where) => `Volver a ${where}`,
};

export const problems: Messages['problems'] = {
  invalid_request: 'No se entendió la petición. Recarga la página e inténtalo de nuevo.',
  unauthenticated: 'La sesión ha terminado. Inicia sesión otra vez.',
  forbidden: 'Tu rol no lo permite. Pídelo a un administrador de tu organización.',
  not_found: 'Ya no existe o no te corresponde verlo.',
  method_not_allowed: 'El servicio no conoce esta petición. Recarga la página e inténtalo de nuevo.',
  conflict: 'Choca con lo que ya existe.',
  precondition_failed:
    'Otra persona lo cambió mientras tanto. Mira la versión más reciente e inténtalo de nuevo.',
  too_large: 'Es demasiado grande. Envía menos de una vez.',
  invalid_input: 'Algunos campos necesitan otro valor.',
  precondition_required: 'Falta la versión. Recarga la página e inténtalo de nuevo.',
  too_many_requests: 'Han sido muchas peticiones a la vez. Espera un momento e inténtalo de nuevo.',
  internal: 'Algo falló por nuestra parte. No se cambió nada; inténtalo dentro de un momento.',
  unavailable: 'El servicio está ocupado. Nada de lo escrito se pierde; inténtalo dentro de un momento.',
};

export const fieldErrors: Messages['fieldErrors'] = {
  required: 'Rellena este campo',
  unknown_field: 'Este campo no existe',
  wrong_type: 'Este valor no es del tipo correcto',
  too_short: (limit) => `Al menos ${limit} caracteres`,
  too_long: (limit) => `Como mucho ${limit} caracteres`,
  too_small: (limit) => `Al menos ${limit}`,
  too_big: (limit) => `Como mucho ${limit}`,
  too_many: (limit) => plural(limit, { other: 'Como mucho # entradas' }),
  too_few: (limit) => plural(limit, { one: 'Al menos una entrada', other: 'Al menos # entradas' }),
  invalid_email: 'Escribe un correo como ana@example.com',
  invalid_phone: 'No es un número de teléfono. Empieza por el prefijo del país, como +34',
  invalid_format: 'Este valor tiene una forma que no se acepta',
  not_a_choice: 'Elige uno de los valores disponibles',
  taken: 'Ya está en uso',
  in_trash: 'Lo tiene un registro de la papelera: restáuralo',
  unknown_reference: 'Lo elegido ya no existe',
  not_allowed: 'No puedes poner este valor',
  expired: 'Ya no vale',
  used: 'Ya se usó',
  too_soon: 'Se acaba de enviar. Espera un minuto antes de enviarlo otra vez',
  too_often: (limit) => `Ya se envió ${limit} veces, que es lo máximo`,
  daily_limit: (limit) =>
    `Una organización envía como mucho ${limit} invitaciones y contraseñas al día. Sigue mañana`,
  jobs_at_once: (limit) => `Ya tienes ${limit} trabajos en curso. Espera a que termine alguno`,
  jobs_a_day: (limit) => `Una organización inicia como mucho ${limit} trabajos al día. Sigue mañana`,
  other_address: 'Es para otra dirección de correo',
  has_account: 'Esta dirección ya tiene una cuenta: envía una invitación',
  has_password: 'Este miembro ya entró y eligió una contraseña',
  circle: 'Quedaría a su propio cargo. Cambia antes quién dirige a quién',
  no_room: 'No queda espacio para este archivo. Elimina antes otros',
  not_uploaded: 'El archivo no ha llegado. Inténtalo de nuevo',
  other_content: 'El contenido no corresponde a la terminación del nombre',
  other_ending: 'La terminación del nombre debe quedar como está',
  own_membership: 'Nadie cambia esto de sí mismo',
};

export const form: Messages['form'] = {
  error: 'Error',
  toMend: (count) => plural(count, { one: 'Hay algo que corregir', other: 'Hay # cosas que corregir' }),
  notSaved: 'No se guardó',
  takenBy: 'Otro registro tiene este valor.',
  openOther: 'Abrirlo',
  draftKept: 'Sin guardar, se conserva en esta pestaña.',
  draftRestored: 'Se ha recuperado lo que habías escrito.',
  discard: 'Descartar',
  leaveTitle: '¿Salir sin guardar?',
  leaveText: 'Lo que has escrito en esta página todavía no está guardado.',
  leave: 'Salir',
  stay: 'Seguir editando',
  callingCode: 'País del número',
  addPhone: 'Añadir teléfono',
  removePhone: 'Quitar teléfono',
  phoneLabel: (place) => `Tipo del teléfono ${place}`,
  phoneNumber: (place) => `Teléfono ${place}`,
};
