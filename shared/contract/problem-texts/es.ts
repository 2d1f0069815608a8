import type { SellerField } from '../legal-fields.ts';
import { capitalized, inSentence } from '../noun.ts';
import type { Nouns } from '../nouns.ts';
import { del, el, este, los, lo, o, un } from '../spanish.ts';
import { megabytes } from './megabytes.ts';
import type { UnprintedLetters } from './en.ts';
import { minuteOf } from './minute-of.ts';
import type { ProblemDetails, ProblemTitles } from './problem-texts.ts';

const periods = { minute: 'por minuto', day: 'al día (UTC)' };
const units = { requests: 'solicitudes', changes: 'cambios' };
const requesters = {
  key: 'Una clave de API',
  user: 'Un usuario',
  organization: 'Esta organización',
  address: 'Una dirección IP',
};
const sellerFields = ({ terms }: Nouns): Record<SellerField, string> => ({
  legalName: 'razón social',
  taxId: inSentence(terms.taxId),
  address: 'dirección',
  city: 'ciudad',
});
const outcomes = { open: 'abiertos', won: 'ganados', lost: 'perdidos' };

const printedPlaces = ({ customer }: Nouns): Record<UnprintedLetters['place'], (line: number) => string> => ({
  seller: () => 'el nombre, los datos fiscales o la dirección de los ajustes de facturación',
  customer: () => `la razón social, los datos fiscales o la dirección ${del(customer)}`,
  lines: (line) => `la descripción o la unidad de la línea ${line}`,
  series: () => 'el prefijo de los números',
});

export const problemTitles: ProblemTitles = {
  merged: 'Este registro se combinó con otro',
  invalid_request: 'La solicitud no está bien formada',
  unauthenticated: 'Inicia sesión o envía una clave de API válida',
  forbidden: 'Tu rol o tu clave de API no lo permite',
  being_deleted: 'Esta organización se está eliminando',
  not_found: 'No encontrado',
  method_not_allowed: 'Esta ruta no admite ese método',
  not_acceptable: 'No se admite ninguno de los tipos de Accept',
  conflict: 'La solicitud entra en conflicto con datos que ya existen',
  precondition_failed:
    'El recurso cambió desde que lo obtuviste. Obtén la última versión e inténtalo de nuevo.',
  too_large: 'La solicitud es demasiado grande',
  unsupported_media_type: 'No se admite el tipo de contenido del cuerpo',
  invalid_input: 'Algunos campos no son válidos',
  precondition_required: 'Envía el ETag del recurso en If-Match',
  too_many_requests: 'Demasiadas solicitudes. Espera un momento e inténtalo de nuevo.',
  internal: 'Hubo un error por nuestra parte',
  unavailable: 'El servicio está ocupado. Inténtalo de nuevo en un momento.',
};

const general = {
  address_not_allowed: 'Esta clave de API no se puede usar desde tu dirección IP.',
  addresses_shared: ({ addresses }, plural) =>
    plural(addresses, {
      one: 'Varios registros comparten un correo. Cambia o elimina todos menos uno y vuelve a intentarlo.',
      other:
        'Hay # correos compartidos por varios registros. Para cada correo, cambia o elimina todos los registros menos uno y vuelve a intentarlo.',
    }),
  already_client: 'Esta persona ya tiene acceso al portal.',
  already_member: 'Ya perteneces a esta organización.',
  answer_is_json: 'Las respuestas son application/json. Omite Accept o acepta ese tipo.',
  body_not_json: 'El cuerpo no es JSON válido.',
  body_not_sent_as_json: 'Envía el cuerpo como application/json en UTF-8.',
  body_not_utf8: 'El cuerpo no es UTF-8 válido.',
  body_too_large: ({ bytes }, plural) =>
    plural(bytes, { other: 'El cuerpo de una solicitud puede tener # bytes como máximo.' }),
  change_too_deep: ({ depth }, plural) =>
    plural(depth, { other: '# cambios como máximo pueden provocarse unos a otros.' }),
  change_too_large: 'Este cambio es demasiado grande. Cambia menos campos a la vez.',
  files_full:
    'No queda espacio para este archivo. Pide a un administrador de la organización que libere espacio.',
  too_many_together: 'Esta solicitud cambia demasiados registros a la vez. Envía menos elementos.',
  client_of_organization: `Usas el portal de esta organización, así que no puedes ser miembro. Pide antes que te retiren el acceso al portal.`,
  contact_email_taken: 'Otro registro ya tiene este correo.',
  cursor_invalid: 'El cursor no es válido. Omítelo para empezar por la primera página.',
  cursor_of_other_list: 'El cursor es de otra lista. Omítelo después de cambiar los filtros o el orden.',
  custom_fields_too_large:
    'Los campos personalizados de este tipo de registro ocupan demasiado. Acorta sus textos o retira algunos.',
  demo_data_a_day: ({ limit }, plural) =>
    plural(limit, {
      one: 'Los datos de ejemplo se pueden cargar una vez al día (UTC). Vuelve a intentarlo mañana.',
      other: 'Los datos de ejemplo se pueden cargar # veces al día (UTC). Vuelve a intentarlo mañana.',
    }),
  document_without_lines: 'Añade antes al menos una línea.',
  duplicate_scan_running: 'Todavía se están buscando duplicados. Espera a que termine o detén la búsqueda.',
  duplicate_scan_unready: 'Esta búsqueda de duplicados no tiene grupos. Consulta su estado actual.',
  email_unconfirmed: 'Confirma primero tu correo.',
  form_not_from_here: 'Este sitio no puede enviar el formulario.',
  form_too_many_fields: ({ limit }, plural) =>
    plural(limit, { other: 'Un formulario puede tener # campos como máximo.' }),
  idempotency_key_invalid: 'Idempotency-Key debe tener de 1 a 255 caracteres ASCII visibles.',
  if_match_invalid: 'If-Match debe ser el ETag del recurso, por ejemplo, "v3", una lista de sus ETag o *.',
  import_empty:
    'No se puede importar ninguna fila de este archivo. Corrige sus columnas y compruébalo de nuevo.',
  export_not_ready: 'Esta exportación no tiene archivo. Consulta su estado actual.',
  archive_running: 'La organización ya se está exportando. Espera a que termine.',
  archive_import_started: 'Ya se está importando o se importó una copia en esta organización.',
  import_nothing_refused: 'No se rechazó ninguna fila de este archivo.',
  import_earlier_unread: 'El archivo de una importación anterior todavía no se ha leído, o no se puede leer.',
  import_earlier_unchecked:
    'Una importación anterior no está comprobada. Vuelve a comprobar esta: así se comprueban ambas.',
  import_earlier_undecided:
    'Hay columnas de una importación anterior a esta que se pueden leer de varias maneras. Elige cómo se leen.',
  import_other_state: 'Esta importación está en otro paso. Consulta su estado actual e inténtalo de nuevo.',
  items_missing: 'Envía al menos un elemento.',
  job_in_effect:
    'Este cambio masivo aplica una modificación que ya está en vigor, así que no se puede cancelar ni deshacer.',
  job_running: 'Este cambio masivo todavía está en curso. Cancélalo o espera a que termine.',
  job_undone: 'Este cambio masivo ya se deshizo. Para volver a hacer sus cambios, deshaz el de `undoneBy`.',
  key_creator_gone:
    'Quien creó esta clave de API ya no está en la organización, así que la clave ya no funciona. Crea otra.',
  key_of_other_role: 'Solo quien creó esta clave de API o un propietario puede cambiarla.',
  last_pipeline: 'El último embudo no se puede archivar. Crea otro antes.',
  lead_converted: 'Este registro ya se convirtió.',
  merge_running:
    'Uno de estos registros todavía se está combinando o separando. Inténtalo de nuevo cuando termine ese proceso.',
  record_being_erased: ({ erasure }) =>
    `El registro es de una persona que se está borrando de forma definitiva (borrado ${erasure}).`,
  record_merged: 'Este registro se combinó con otro. Usa en su lugar el registro de `mergedInto`.',
  meanings_missing: ({ meanings }) =>
    `Cada uno de estos significados necesita al menos una entrada: ${meanings}`,
  memberships_changed: 'Mientras tanto te uniste a una organización o dejaste una. Inténtalo de nuevo.',
  methods: ({ methods }) => `Esta ruta admite ${methods}.`,
  moving_from_entries:
    'Todavía se están moviendo registros desde entradas que se retiraron antes. Inténtalo de nuevo cuando termine.',
  moving_from_stages:
    'Todavía se están moviendo registros desde etapas que se quitaron antes. Inténtalo de nuevo cuando termine.',
  no_stage: ({ meaning }) => `El embudo no tiene ninguna etapa para registros ${outcomes[meaning]}.`,
  answer_undeliverable:
    'Nadie recibiría esta respuesta: no se puede enviar correo a direcciones con tildes, eñes u otros alfabetos antes de la @. Introduce antes otra dirección o elige otra persona.',
  conversion_tags: ({ limit }, plural) =>
    plural(limit, {
      other:
        'Con las etiquetas de este registro, el que elegiste tendría más de # etiquetas. Quita antes alguna de los dos.',
    }),
  organization_deleted: ({ until }) =>
    `Un propietario eliminó esta organización. Los propietarios pueden restaurarla hasta el ${minuteOf(until)}; entonces se borrarán todos sus datos.`,
  organization_purged: 'Esta organización ya no se puede restaurar: sus datos se están borrando.',
  organizations_a_user: ({ limit }, plural) =>
    plural(limit, { other: 'Un usuario puede pertenecer a # organizaciones como máximo.' }),
  own_data_a_day: ({ limit }, plural) =>
    plural(limit, {
      other: 'Puedes descargar tus datos # veces al día (UTC). Vuelve a intentarlo mañana.',
    }),
  portal_access_changed: 'El acceso al portal acaba de cambiar. Compruébalo e inténtalo de nuevo.',
  portal_email_missing: 'Introduce antes un correo electrónico: la invitación se envía a esa dirección.',
  portal_email_undeliverable:
    'No se puede enviar la invitación a una dirección con tildes, eñes u otros alfabetos antes de la @. Introduce antes otra dirección.',
  portal_email_of_client: 'Otra persona con acceso al portal ya usa este correo electrónico.',
  portal_email_of_former_member: `Este correo electrónico es de un miembro desactivado de la organización, que no puede entrar al portal. Quita antes a ese miembro.`,
  portal_files_a_day: ({ limit }, plural) =>
    plural(limit, { other: 'Aquí puedes subir # archivos al día. Inténtalo de nuevo mañana.' }),
  portal_issues_a_day: ({ limit }, plural) =>
    plural(limit, { other: 'Aquí puedes pedir ayuda # veces al día. Inténtalo de nuevo mañana.' }),
  profile_changed: 'Tu perfil cambió mientras tanto. Inténtalo de nuevo.',
  profile_missing: 'Llama antes a GET /v1/me, que crea tu perfil.',
  recovery_codes_changed: 'Los códigos de recuperación cambiaron mientras tanto. Inténtalo de nuevo.',
  requests: ({ by, limit, unit, per, seconds }, plural) =>
    `${requesters[by]} puede hacer hasta ${plural(limit, { other: `# ${units[unit]}` })} ${periods[per]}. Vuelve a intentarlo dentro de ${plural(seconds, { one: '# segundo', other: '# segundos' })}.`,
  second_factor_off: 'Activa antes la verificación en dos pasos.',
  signature_invalid: 'La firma falta, no es correcta o es demasiado antigua.',
  submission_not_received:
    'El envío no se recibió, porque hay demasiados retenidos para revisión. Inténtalo más tarde o contacta con la organización por otro medio.',
  stages_in_use: ({ deals }, plural) =>
    plural(deals, { other: 'Tu lista omite etapas en uso (# registros en total).' }),
  storage_full: ({ usedBytes, limitBytes }, plural) =>
    `Los archivos de la organización ocupan ${plural(megabytes(usedBytes), { other: '# MB' })} de los ${plural(megabytes(limitBytes), { other: '# MB' })} permitidos. Elimina archivos: dejan de contar cuando salen de la papelera.`,
  stripe_amount: 'Stripe no puede cobrar exactamente este importe en esta moneda.',
  stripe_amount_large:
    'Stripe no cobra importes tan grandes en esta moneda. Ofrece otra forma de pago, como una transferencia.',
  stripe_amount_small:
    'Stripe no cobra importes tan pequeños en esta moneda. Ofrece otra forma de pago, como una transferencia.',
  stripe_key_limited:
    'A la clave de Stripe le falta un permiso. Permítele escribir Checkout Sessions y Charges and Refunds, y leer PaymentIntents y Disputes.',
  stripe_key_refused: 'Stripe no acepta la clave secreta. Escribe una válida en los ajustes de facturación.',
  stripe_off: 'Conecta antes Stripe en los ajustes de facturación.',
  stripe_refused: 'Stripe lo rechazó. El motivo está en los registros de tu cuenta de Stripe.',
  stripe_unreachable: 'Ahora no se puede conectar con Stripe. Inténtalo de nuevo en unos minutos.',
  view_creator_gone:
    'Quien creó esta vista ya no es miembro, así que no puede ser privada. Compártela con un rol o elimínala.',
  view_too_large: ({ kilobytes }, plural) =>
    plural(kilobytes, { other: 'Una vista puede ocupar # KB como máximo en JSON.' }),
  message_not_held: 'Este mensaje no está retenido. Solo se pueden apartar los mensajes retenidos.',
  webhook_off: 'Este webhook está desactivado. Actívalo para reenviar sus mensajes.',
} satisfies Partial<ProblemDetails>;

const ofBilling = (nouns: Nouns) =>
  ({
    invoice_issued: `${capitalized(un(nouns.invoice))} emitid${o(nouns.invoice)} no se puede eliminar. Anúlal${o(nouns.invoice)} o emite ${un(nouns.creditNote)}.`,
    invoice_not_due: `${capitalized(este(nouns.invoice))} ya no tiene saldo.`,
    invoice_just_reminded: `Se envió un recordatorio de ${este(nouns.invoice)} hace menos de un minuto. Espera un momento antes de enviar otro.`,
    invoice_not_owed: `${capitalized(este(nouns.invoice))} ya no tiene saldo, así que no hay nada que recordar.`,
    invoice_other_state: `${capitalized(este(nouns.invoice))} está en otro estado. Consulta el actual e inténtalo de nuevo.`,
    invoice_credited: `Ya hay ${nouns.creditNote.many} por el total de ${este(nouns.invoice)}.`,
    invoice_settled: `Hay ${nouns.payment.many} o ${nouns.creditNote.many} que ya saldan parte de ${este(nouns.invoice)}. Emite ${un(nouns.creditNote)}.`,
    order_billed: `Tod${o(nouns.order)} ${este(nouns.order)} está ya en ${nouns.invoice.many} o borradores. Lo que elimines, anules o corrijas con ${nouns.creditNote.many} se podrá volver a facturar.`,
    order_delivery_billed: `Todo lo entregado ${del(nouns.order)} está ya en ${nouns.invoice.many} o borradores. Lo que elimines, anules o corrijas con ${nouns.creditNote.many} se podrá volver a facturar.`,
    order_billed_often: ({ limit }, plural) =>
      plural(limit, {
        other: `Más de # ${nouns.invoice.many} y borradores facturan ${este(nouns.order)}. Elimina o anula algunos, o emite ${nouns.creditNote.many}.`,
      }),
    order_delivered: `Parte ${del(nouns.order)} ya se entregó, así que no puede volver a ser un borrador.`,
    order_delivery_invoiced: `${capitalized(los(nouns.invoice))} emitid${o(nouns.invoice)}s cobran más que eso. Antes anúlal${o(nouns.invoice)}s o emite ${nouns.creditNote.many}. Si facturan por adelantado, envía \`belowInvoiced: true\`.`,
    order_invoiced: `${capitalized(este(nouns.order))} tiene ${nouns.invoice.many} o borradores, así que no puede volver a ser un borrador. Antes elimínalos, anúlalos o emite ${nouns.creditNote.many}.`,
    order_exceeded: `${capitalized(este(nouns.invoice))} cobra más de lo que queda por facturar de su ${nouns.order.one}. Reduce las cantidades, o anula o corrige con ${un(nouns.creditNote)} lo ya facturado. Si es a propósito, envía \`beyondOrder: true\`.`,
    order_in_force: `${capitalized(un(nouns.order))} confirmad${o(nouns.order)} no se puede eliminar: anúlal${o(nouns.order)} antes. Si se entregó, se conserva.`,
    order_other_state: `${capitalized(este(nouns.order))} está en otro estado. Consulta el actual e inténtalo de nuevo.`,
    payment_counts: `${capitalized(este(nouns.payment))} salda ${nouns.invoice.many}, se reembolsó o viene de un proveedor externo. Solo se puede eliminar si está anulad${o(nouns.payment)}.`,
    payment_in_progress: `Ya se está procesando ${un(nouns.payment)} de ${este(nouns.invoice)}.`,
    payment_of_provider: `Stripe cobró ${este(nouns.payment)}. Reembólsal${o(nouns.payment)} en su lugar.`,
    payment_other_state: `${capitalized(este(nouns.payment))} está en otro estado. Consulta el actual e inténtalo de nuevo.`,
    payment_pending: `Stripe todavía está procesando ${este(nouns.payment)}. El resultado se registrará aquí en cuanto Stripe lo comunique.`,
    payment_refunded: `Parte ${del(nouns.payment)} ya se reembolsó, así que no se puede anular.`,
    stripe_other_account: `La cuenta de Stripe conectada no tiene ${este(nouns.payment)}. Reembólsal${o(nouns.payment)} en la cuenta que ${lo(nouns.payment)} recibió.`,
  }) satisfies Partial<ProblemDetails>;

const ofOtherRecords = (nouns: Nouns) =>
  ({
    billing_incomplete: ({ missing }) =>
      `Indica antes en los ajustes de facturación: ${missing.map((field) => sellerFields(nouns)[field]).join(', ')}.`,
    customer_in_trash: `${capitalized(el(nouns.customer))} está en la papelera. Restáural${o(nouns.customer)} antes.`,
    deal_without_customer: `${capitalized(este(nouns.deal))} no tiene ${nouns.customer.one}. Elige un${o(nouns.customer) === 'a' ? 'a' : 'o'} antes.`,
    document_without_customer: `Elige antes ${el(nouns.customer)}.`,
    customer_without_email: `${capitalized(el(nouns.customer))} no tiene correo electrónico. Añádelo primero.`,
    letters_not_printed: ({ place, line = 1, letters }) =>
      `Los PDF no pueden mostrar estas letras de ${printedPlaces(nouns)[place](line)}: ${letters.join(' ')}. Usa letras latinas, griegas o cirílicas.`,
    issues_of_two_customers: `Son ${nouns.issue.many} de ${nouns.customer.many} diferentes, que leerían respuestas ajenas. Antes deben tener lo mismo en «${nouns.customer.One}».`,
    answer_sent: `${capitalized(el(nouns.customer))} ya puede leer esta respuesta, así que no se puede cambiar. Escribe otra o elimínala.`,
    answer_unreachable: `Nadie recibiría esta respuesta: ${el(nouns.issue)} no tiene ${nouns.customer.one}, o su ${nouns.contact.one} ya no es ${del(nouns.customer)}, está en la papelera, o no recibe correos ni tiene acceso al portal. Elige antes ${un(nouns.contact)} con correo electrónico.`,
    issue_closed: ({ limit }, plural) =>
      plural(limit, {
        other: `${capitalized(este(nouns.issue))} se cerró hace más de # días. Abre un${o(nouns.issue) === 'a' ? 'a' : 'o'} nuev${o(nouns.issue)}.`,
      }),
    issue_not_resolved: `${capitalized(este(nouns.issue))} todavía no está resuelt${o(nouns.issue)}, así que no se puede valorar.`,
    issue_rated: `${capitalized(este(nouns.issue))} ya tiene una valoración.`,
    portal_customer_missing: `Solo se puede invitar al portal a ${los(nouns.contact)} de ${un(nouns.customer)}. Elige antes ${el(nouns.customer)} ${del(nouns.contact)}.`,
    portal_email_of_member: `Este correo electrónico es de un miembro de la organización. Los miembros ven el portal desde la página de ${un(nouns.customer)}.`,
    portal_access_suspended: `El acceso de esta persona al portal no muestra nada ahora, por ejemplo, porque cambió de ${nouns.customer.one}. Quítalo y envía después una invitación.`,
    portal_request_outdated: `${capitalized(el(nouns.contact))} tiene ahora otro correo electrónico o está con ${un(nouns.customer)} diferente. Retira la solicitud.`,
    portal_request_unknown: `No hay ${nouns.contact.many} con esta dirección. Escríbela primero en ${un(nouns.contact)} o elimina la solicitud.`,
    quote_accepted: `${capitalized(un(nouns.quote))} aceptad${o(nouns.quote)} no se puede eliminar.`,
    quote_billed: `Tod${o(nouns.quote)} ${este(nouns.quote)} está ya en ${nouns.invoice.many} o borradores. Lo que elimines, anules o corrijas con ${nouns.creditNote.many} se podrá volver a facturar.`,
    quote_billed_often: ({ limit }, plural) =>
      plural(limit, {
        other: `Ya se crearon # ${nouns.invoice.many} a partir de ${este(nouns.quote)}. Crea la siguiente por separado.`,
      }),
    quote_changed: `${capitalized(este(nouns.quote))} cambió mientras tanto. Consulta su contenido actual y responde de nuevo.`,
    quote_exceeded: `${capitalized(este(nouns.invoice))} cobra más de lo que queda por facturar de su ${nouns.quote.one}. Reduce las cantidades, o anula o corrige con ${un(nouns.creditNote)} lo ya facturado. Si es a propósito, envía \`beyondOrder: true\`.`,
    quote_invoiced: `${capitalized(este(nouns.quote))} tiene ${nouns.invoice.many} o borradores. Antes elimínalos, anúlalos o emite ${nouns.creditNote.many}.`,
    quote_order_in_trash: `${capitalized(el(nouns.order))} de ${este(nouns.quote)} está en la papelera. Restáural${o(nouns.order)} para continuar.`,
    quote_ordered: `${capitalized(este(nouns.quote))} ya se convirtió en ${un(nouns.order)}.`,
    quote_other_state: `${capitalized(este(nouns.quote))} está en otro estado. Consulta el actual e inténtalo de nuevo.`,
  }) satisfies Partial<ProblemDetails>;

export const problemDetails = (nouns: Nouns): ProblemDetails => ({
  ...general,
  ...ofBilling(nouns),
  ...ofOtherRecords(nouns),
});
