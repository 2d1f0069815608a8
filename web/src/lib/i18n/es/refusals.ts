import type { Messages } from '../messages.ts';
import { pluralIn } from '../plural.ts';

const plural = pluralIn('es');

const refusals: Messages['refusals'] = {
  unknown_field: 'Este campo no existe',
  not_selected: 'Ya no cumple los filtros',
  changed_since: 'Se volvió a modificar después de este cambio masivo',
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
  invalid_phone: 'Escribe un teléfono con el prefijo del país, por ejemplo, +34 933 201 181',
  invalid_format: 'El formato de este valor no es válido',
  invalid_timestamp: 'Escribe una fecha y una hora, por ejemplo, 2026-03-31 09:30',
  not_a_choice: 'Elige una de las opciones disponibles',
  taken: 'Ya está en uso',
  in_trash: 'Un registro de la papelera tiene este valor. Restáuralo.',
  unknown_reference: 'El elemento seleccionado ya no existe',
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
  jobs_at_once: (limit) => `Ya tienes ${limit} cambios masivos en curso. Espera a que termine alguno.`,
  jobs_a_day: (limit) =>
    `Una organización puede iniciar ${limit} cambios masivos al día como máximo. Inténtalo mañana.`,
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

const conflict: Messages['conflict'] = {
  title: 'Se ha cambiado mientras tanto',
  saved: (who) => (who ? `${who} ha guardado otra versión` : 'Has guardado otra versión en otro lugar'),
  choose: 'Elige qué valor conservar en cada campo.',
  set: (who, value) => (who ? `${who} puso ${value}` : `Pusiste ${value} en otro lugar`),
  cell: (who, value) =>
    who
      ? `${who} puso «${value}» mientras editabas.`
      : `Pusiste «${value}» en otro lugar mientras editabas aquí.`,
  keep: (value) => `Conservar ${value}`,
  takeTheirs: 'Usar el valor guardado',
  mine: 'El tuyo',
  theirs: 'Guardado',
  saveChosen: 'Guardar los valores elegidos',
};

const filterRefusal: Messages['filterRefusal'] = {
  title: 'No se puede aplicar la búsqueda o el filtro',
  text: 'El enlace está incompleto, o algún valor no es válido o ya no existe, como una etiqueta eliminada.',
};

export const texts = () => ({ conflict, filterRefusal, refusals });
