import { earlyTexts } from './es-early.ts';
import { capitalized } from '../noun.ts';
import type { Nouns } from '../nouns.ts';
import { este } from '../spanish.ts';
import type { FieldTexts } from './field-texts.ts';

const general: Omit<FieldTexts['errors'], 'not_due' | 'not_left'> = {
  ...earlyTexts,
  unknown_field: 'No hay ningún campo con este nombre',
  not_selected: 'Ya no cumple la búsqueda y los filtros',
  not_yours: 'Puedes ver este registro, pero no modificarlo, porque es de otra persona',
  wider_than_read: 'Nadie puede modificar registros que no puede ver',
  changed_since: 'Se volvió a modificar después de este cambio masivo',
  read_only: 'Este campo no se puede cambiar. Omítelo o envía el valor que tiene.',
  wrong_type: 'El tipo de este valor no es correcto',
  too_short: (limit, plural) => plural(limit, { one: 'Mínimo # carácter', other: 'Mínimo # caracteres' }),
  too_long: (limit, plural) => plural(limit, { one: 'Máximo # carácter', other: 'Máximo # caracteres' }),
  too_small: (limit, plural) => plural(limit, { other: 'Mínimo #' }),
  too_big: (limit, plural) => plural(limit, { other: 'Máximo #' }),
  range_order: 'El final de un intervalo no puede ser menor que el inicio',
  range_too_long: (limit, plural) => plural(limit, { other: 'Un intervalo puede tener # días como máximo' }),
  period_too_short: (limit, plural) =>
    plural(limit, { other: 'Un intervalo de más de # días necesita periodos más largos, como meses' }),
  in_past: 'Debe ser una fecha futura',
  too_many: (limit, plural) => plural(limit, { one: 'Máximo # elemento', other: 'Máximo # elementos' }),
  too_few: (limit, plural) => plural(limit, { one: 'Mínimo # elemento', other: 'Mínimo # elementos' }),
  invalid_phone: 'Escribe un teléfono con el prefijo del país, por ejemplo, +34 933 201 181',
  invalid_format: 'El formato de este valor no es válido',
  invalid_timestamp:
    'Escribe una fecha y una hora, por ejemplo, 2026-03-31T09:30:00-05:00, o una fecha, por ejemplo, 2026-03-31',
  not_a_choice: 'Elige una de las opciones disponibles',
  taken: 'Ya está en uso',
  shared: 'Otro registro tiene el mismo valor',
  merged: 'Este registro se combinó con otro',
  in_trash: 'Un registro de la papelera tiene este valor. Restáuralo.',
  deleted: 'Este registro está en la papelera. Restáuralo o léelo con trash=true.',
  unknown_reference: 'El elemento seleccionado no existe o está en la papelera',
  negative_total: 'El total no puede ser negativo',
  total_too_big: 'El total es demasiado grande',
  zero_amount: 'Escribe un importe mayor que cero',
  same_currency: 'Ya hay un precio en esta moneda',
  lines_needed: 'Esta moneda tiene otro número de decimales. Cambia las líneas en el mismo paso.',
  prices_differ: 'Este precio es distinto del que está en unidades mínimas. Envía solo uno.',
  in_future: 'No puede ser posterior a hoy',
  before_document: 'No puede ser anterior a la fecha del documento',
  before_last_number: 'En esta serie ya hay un número con una fecha de expedición posterior',
  series_in_use: 'Una serie con números no se puede quitar ni cambiar de prefijo',
  beyond_order: (limit, plural) =>
    limit === 0
      ? 'Esta línea ya está facturada por completo'
      : plural(limit, {
          one: 'De esta línea solo queda # por facturar',
          other: 'De esta línea solo quedan # por facturar',
        }),
  below_invoiced: (limit, plural) =>
    plural(limit, {
      one: 'De esta línea ya se facturó #',
      other: 'De esta línea ya se facturaron #',
    }),
  wrong_check_character:
    'El dígito o la letra de control no corresponde al resto. Comprueba si hay algún error.',
  expired: 'Este enlace caducó. Pide uno nuevo.',
  used: 'Este enlace ya se usó',
  too_soon: 'Se acaba de enviar. Espera un minuto antes de volver a enviarlo.',
  too_often: (limit, plural) => plural(limit, { other: 'Ya se envió # veces y no se puede volver a enviar' }),
  daily_limit: (limit, plural) =>
    plural(limit, {
      other:
        'Una organización puede enviar # invitaciones y contraseñas al día como máximo. Vuelve a intentarlo mañana.',
    }),
  record_limit: (limit, plural) =>
    plural(limit, {
      other:
        'Esta organización llegó a su límite de # registros. Elimina los que ya no necesites o pide a soporte un límite mayor.',
    }),
  has_link: 'Parece una dirección web o de correo. Pon un espacio después del punto o quítalo.',
  outer_space: 'No puede empezar ni terminar con un espacio ni tener saltos de línea',
  own_daily_limit: (limit, plural) =>
    plural(limit, {
      one: 'Puedes enviar # invitación al día. Vuelve a intentarlo mañana.',
      other: 'Puedes enviar # invitaciones al día. Vuelve a intentarlo mañana.',
    }),
  email_changes_a_day: (limit, plural) =>
    plural(limit, {
      one: 'Puedes cambiar tu correo una vez al día. Vuelve a intentarlo mañana.',
      other: 'Puedes cambiar tu correo # veces al día. Vuelve a intentarlo mañana.',
    }),
  organizations_a_day: (limit, plural) =>
    plural(limit, {
      one: 'Puedes crear # organización al día. Vuelve a intentarlo mañana.',
      other: 'Puedes crear # organizaciones al día. Vuelve a intentarlo mañana.',
    }),
  jobs_at_once: (limit, plural) =>
    plural(limit, {
      one: 'Ya tienes # cambio masivo en curso. Espera a que termine.',
      other: 'Ya tienes # cambios masivos en curso. Espera a que termine alguno.',
    }),
  jobs_a_day: (limit, plural) =>
    plural(limit, {
      other:
        'Una organización puede iniciar # cambios masivos al día como máximo. Vuelve a intentarlo mañana.',
    }),
  imports_a_day: (limit, plural) =>
    plural(limit, {
      other: 'Una organización puede importar # archivos al día como máximo. Vuelve a intentarlo mañana.',
    }),
  exports_at_once: (limit, plural) =>
    plural(limit, {
      other: 'Tu organización ya está exportando # archivos. Espera a que termine alguno.',
    }),
  exports_a_day: (limit, plural) =>
    plural(limit, {
      other: 'Una organización puede exportar # archivos al día como máximo. Vuelve a intentarlo mañana.',
    }),
  duplicate_scans_a_day: (limit, plural) =>
    plural(limit, {
      other:
        'Una organización puede buscar duplicados # veces al día como máximo. Vuelve a intentarlo mañana.',
    }),
  not_duplicates_kept: (limit, plural) =>
    plural(limit, {
      other: 'Se pueden marcar # grupos como no duplicados como máximo. Deshaz los que ya no necesites.',
    }),
  repeated: 'Ya se eligió más arriba',
  other_address: 'Esta invitación es para otra dirección de correo. Inicia sesión con esa dirección.',
  other_person: 'Escribe el nombre tal como es',
  being_erased:
    'Esta persona se está borrando de forma definitiva, así que el registro no se puede restaurar.',
  erased_before: 'Es de una persona que se borró',
  other_organization: 'Escribe el nombre de la organización, o su nombre corto, tal como es',
  other_account: 'Escribe tu correo electrónico tal como es',
  only_owner:
    'Solo tú tienes el rol de propietario. Asígnaselo también a otro miembro o elimina la organización.',
  no_match: 'Estos datos no corresponden a ninguna cuenta',
  too_many_tries: 'Demasiados intentos. Vuelve a intentarlo más tarde.',
  wrong_code: 'El código no es válido o ya se usó',
  has_account: 'Esta dirección ya tiene una cuenta. Envíale una invitación.',
  has_password: 'Este miembro ya inició sesión y eligió una contraseña',
  circle: 'Así sería su propio responsable directo. Cambia primero de quién depende.',
  no_room:
    'No hay espacio suficiente para este archivo. El espacio se libera cuando los archivos de la papelera se eliminan definitivamente.',
  not_uploaded: 'El archivo no llegó. Súbelo de nuevo.',
  other_content: 'El contenido no coincide con el tamaño o el tipo del archivo',
  other_ending: 'La extensión no corresponde al tipo del archivo',
  own_membership:
    'No puedes cambiar tu propio rol ni tu pertenencia. Pídeselo a otro propietario o administrador.',
  stale_form: 'Vuelve a cargar el formulario y envíalo otra vez',
  stage_in_use: (limit, plural) =>
    plural(limit, {
      one: 'Esta etapa tiene # registro. Elige a qué etapa pasa.',
      other: 'Esta etapa tiene # registros. Elige a qué etapa pasan.',
    }),
  idempotency_mismatch: 'Se envió otra solicitud con esta clave. Usa una clave nueva para cada solicitud.',
  secret_shown: 'Esta solicitud ya se hizo, y su secreto se muestra una sola vez. Crea uno nuevo.',
  users_only: 'Las claves de API no pueden tener este permiso',
  still_moving: 'Todavía se están moviendo registros desde esta entrada. Reactívala cuando termine.',
  undecided: 'Los valores de esta columna se pueden leer de varias maneras. Elige cómo se leen.',
  selects_all:
    'Esto selecciona todos los registros, porque ningún filtro los limita. Para cambiarlos todos, envía «all»: true.',
};

const ofInvoices = (nouns: Nouns): Pick<FieldTexts['errors'], 'not_due' | 'not_left'> => ({
  not_due: (limit, plural) =>
    limit === 0
      ? `${capitalized(este(nouns.invoice))} ya no tiene saldo`
      : plural(limit, { other: 'Solo quedan # por pagar' }),
  not_left: (limit, plural) =>
    limit === 0
      ? `Ya hay ${nouns.creditNote.many} por todo`
      : plural(limit, { other: `Solo quedan # sin ${nouns.creditNote.one}` }),
});

const expected: FieldTexts['expected'] = {
  text: 'Debe ser un texto',
  number: 'Escribe un número, por ejemplo, 1250',
  integer: 'Escribe un número entero, por ejemplo, 12',
  boolean: 'Debe ser verdadero o falso (true o false)',
  list: 'Debe ser una lista',
  object: 'Debe ser un objeto',
  date: 'Escribe una fecha entre 1900 y 2199, por ejemplo, 2026-03-31',
  id: 'No es un identificador válido',
  currency: 'Escribe el código de tres letras de una moneda, por ejemplo, EUR',
  timeZone: 'Escribe una zona horaria, por ejemplo, America/Bogota',
  url: 'Escribe una dirección web, por ejemplo, https://example.com',
  stripeKey: 'Debe ser una clave secreta de Stripe, que empieza por sk_ o rk_',
  stripeSecret: 'Debe ser el secreto de firma de un webhook de Stripe, que empieza por whsec_',
  secureUrl: 'Escribe una dirección web que empiece por https://, por ejemplo, https://example.com/gracias',
  site: 'Escribe la dirección de un sitio sin ruta, por ejemplo, https://example.com',
  codePrefix: 'Usa hasta 8 letras y cifras sin acentos y empieza por una letra, por ejemplo, PED',
  slug: 'Usa solo minúsculas sin acentos, cifras y guiones sueltos, por ejemplo, acme-madrid',
  key: 'Usa solo minúsculas sin acentos, cifras y guiones sueltos, y empieza por una letra',
  username:
    'Usa de 3 a 60 letras, cifras, puntos, guiones o guiones bajos, y empieza por una letra o una cifra',
  fileName: 'Un nombre de archivo no puede tener barras ni caracteres que cambien la dirección del texto',
  plainText: 'Contiene caracteres que no se pueden guardar, como los de control',
  checksum: 'Debe ser una suma SHA-256 en Base64',
  sort: 'Escribe el nombre de una columna, precedido de un guion para el orden descendente',
  addressRange: 'Escribe una dirección IP o un rango, como 203.0.113.7 o 203.0.113.0/24',
  color: 'Escribe un color, como #2563eb',
  price: 'Escribe un número con 12 cifras y 6 decimales como máximo, por ejemplo, 0.0125',
  nif: 'Escribe un NIF, NIE o CIF español, por ejemplo, B12345674, o cambia el país',
  nit: 'Escribe un NIT o una cédula de Colombia, por ejemplo, 900123456-8, o cambia el país',
  ein: 'Escribe un EIN, SSN o ITIN de Estados Unidos, por ejemplo, 12-3456789, o cambia el país',
  taxId:
    'Usa de 4 a 30 letras y cifras, al menos una cifra, y solo espacios, puntos, guiones, barras o & entre ellas',
  distinct: 'Cada entrada se puede usar una sola vez',
};

export const fieldTexts = (nouns: Nouns): FieldTexts => ({
  errors: { ...general, ...ofInvoices(nouns) },
  expected,
  choices: (list) => `Elige una de estas opciones: ${list}`,
  lastIssued: (date) =>
    `El último número de esta serie tiene fecha ${date}. Elige esa fecha o una posterior.`,
  series: (prefix) => `La serie con el prefijo ${prefix} puede dar los mismos números`,
});
