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
  unsaved: 'Hay cambios sin guardar.',
  saving: 'Guardando…',
  connection: 'No se puede conectar con el servicio. Comprueba tu conexión e inténtalo de nuevo.',
  crash: 'Algo ha fallado aquí. El resto de Cobalt sigue funcionando.',
  notFound: 'No encontrado',
  notFoundText: 'La página o el registro no existe, se ha eliminado o no tienes acceso.',
  forbidden: 'Tu rol no lo permite',
  forbiddenText: 'Pide acceso a un administrador de tu organización.',
  backTo: (where) => `Volver a ${where}`,
};

const problems: Messages['problems'] = {
  invalid_request: 'No se ha entendido la solicitud. Recarga la página e inténtalo de nuevo.',
  unauthenticated: 'Tu sesión ha caducado. Inicia sesión de nuevo.',
  forbidden: 'Tu rol no lo permite. Pide acceso a un administrador de tu organización.',
  not_found: 'Ya no existe o no tienes acceso.',
  method_not_allowed: 'El servicio no admite esta solicitud. Recarga la página e inténtalo de nuevo.',
  conflict: 'Entra en conflicto con datos que ya existen.',
  precondition_failed: 'Se ha cambiado mientras tanto. Revisa la última versión e inténtalo de nuevo.',
  too_large: 'La solicitud es demasiado grande. Envía menos datos a la vez.',
  invalid_input: 'Algunos campos no son válidos.',
  precondition_required: 'Falta la versión. Recarga la página e inténtalo de nuevo.',
  too_many_requests: 'Demasiadas solicitudes. Espera un momento e inténtalo de nuevo.',
  internal: 'Ha habido un error por nuestra parte. Inténtalo de nuevo en un momento.',
  unavailable: 'El servicio está ocupado. Tu trabajo se conserva. Inténtalo de nuevo en un momento.',
};

const fieldErrors: Messages['fieldErrors'] = {
  required: 'Este campo es obligatorio',
  unknown_field: 'Este campo no existe',
  not_selected: 'Ya no cumple los filtros',
  changed_since: 'Se ha modificado después',
  read_only: 'Este campo no se puede cambiar',
  wrong_type: 'Escribe un número, por ejemplo, 1250',
  too_short: (limit) => `Al menos ${limit} caracteres`,
  too_long: (limit) => plural(limit, { other: 'Como mucho # caracteres' }),
  too_small: (limit) => `Al menos ${limit}`,
  too_big: (limit) => `Como mucho ${limit}`,
  range_order: 'El final de un intervalo no puede ser menor que el inicio',
  in_past: 'Debe ser una fecha futura',
  too_many: (limit) => plural(limit, { other: 'Como mucho # entradas' }),
  too_few: (limit) => plural(limit, { one: 'Al menos una entrada', other: 'Al menos # entradas' }),
  invalid_email: 'Escribe un correo, por ejemplo, ana@example.com',
  invalid_phone: 'Escribe un teléfono con el prefijo del país, por ejemplo, +34 933 201 181',
  invalid_format: 'El formato de este valor no es válido',
  not_a_choice: 'Elige una de las opciones disponibles',
  taken: 'Ya está en uso',
  in_trash: 'Un registro de la papelera tiene este valor. Restáuralo.',
  unknown_reference: 'El elemento seleccionado ya no existe',
  not_allowed: 'Este valor no está permitido',
  expired: 'Este enlace ha caducado',
  used: 'Este enlace ya se ha usado',
  too_soon: 'Se acaba de enviar. Espera un minuto antes de volver a enviarlo.',
  too_often: (limit) => `Ya se ha enviado ${limit} veces y no se puede volver a enviar`,
  daily_limit: (limit) =>
    `Una organización puede enviar ${limit} invitaciones y contraseñas al día como máximo. Inténtalo mañana.`,
  record_limit: (limit: number) =>
    plural(limit, {
      other:
        'Esta organización ha llegado a su límite de # registros. Elimina los que ya no necesites o pide a soporte un límite mayor.',
    }),
  has_link: 'Parece una dirección web o de correo. Pon un espacio después del punto o quítalo.',
  outer_space: 'No puede empezar ni terminar con un espacio ni tener saltos de línea',
  own_daily_limit: (limit: number) =>
    plural(limit, { other: 'Puedes enviar # invitaciones al día. Vuelve a intentarlo mañana.' }),
  email_changes_a_day: (limit: number) =>
    plural(limit, { other: 'Puedes cambiar tu correo # veces al día. Vuelve a intentarlo mañana.' }),
  organizations_a_day: (limit: number) =>
    plural(limit, { other: 'Puedes crear # organizaciones al día. Vuelve a intentarlo mañana.' }),
  jobs_at_once: (limit) => `Ya tienes ${limit} tareas en segundo plano. Espera a que termine alguna.`,
  jobs_a_day: (limit) =>
    `Una organización puede iniciar ${limit} tareas en segundo plano al día como máximo. Inténtalo mañana.`,
  other_address: 'Esta invitación es para otra dirección de correo',
  no_match: 'Estos datos no corresponden a ninguna cuenta',
  too_many_tries: 'Demasiados intentos. Vuelve a intentarlo más tarde.',
  wrong_code: 'El código no es válido o ya se ha usado',
  has_account: 'Esta dirección ya tiene una cuenta. Envíale una invitación.',
  has_password: 'Este miembro ya ha iniciado sesión y ha elegido una contraseña',
  circle: 'Así sería su propio responsable directo. Cambia primero de quién depende.',
  no_room:
    'No hay espacio suficiente para este archivo. El espacio se libera cuando los archivos de la papelera se eliminan definitivamente.',
  not_uploaded: 'El archivo no ha llegado. Inténtalo de nuevo.',
  other_content: 'El contenido no coincide con la extensión del archivo',
  other_ending: 'La extensión del archivo no se puede cambiar',
  own_membership: 'No puedes cambiar esto en tu propia cuenta',
};

const form: Messages['form'] = {
  error: 'Error',
  errorCount: (count) => plural(count, { one: '1 error por corregir', other: '# errores por corregir' }),
  notSaved: 'Sin guardar',
  takenBy: 'Otro registro tiene este valor.',
  openOther: 'Abrir registro',
  draftKept: 'Los cambios sin guardar se conservan en esta pestaña.',
  draftRestored: 'Se han recuperado tus cambios sin guardar.',
  discard: 'Descartar',
  leaveTitle: '¿Salir sin guardar?',
  leaveText: 'Los cambios de esta página no se han guardado.',
  sendingText: 'Algunos cambios todavía se están guardando. Si sales ahora, se perderán.',
  wait: 'Esperar',
  leave: 'Salir',
  stay: 'Seguir editando',
  callingCode: 'Prefijo del país',
  addPhone: 'Añadir teléfono',
  removePhone: 'Quitar teléfono',
  phoneLabel: (place) => `Tipo del teléfono ${place}`,
  phoneNumber: (place) => `Teléfono ${place}`,
};

export const errorTexts = {
  errors,
  fieldErrors,
  form,
  problems,
};
