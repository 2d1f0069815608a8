import type { SellerField } from '../legal-fields.ts';
import { megabytes } from './megabytes.ts';
import type { UnprintedLetters } from './en.ts';
import { minuteOf } from './minute-of.ts';
import type { ProblemTexts } from './problem-texts.ts';

const periods = { minute: 'por minuto', day: 'al día (UTC)' };
const units = { requests: 'solicitudes', changes: 'cambios' };
const requesters = {
  key: 'Una clave de API',
  user: 'Un usuario',
  organization: 'Esta organización',
  address: 'Una dirección IP',
};
const sellerFields: Record<SellerField, string> = {
  legalName: 'razón social',
  taxId: 'identificación fiscal',
  address: 'dirección',
  city: 'ciudad',
};
const outcomes = { open: 'abiertos', won: 'ganados', lost: 'perdidos' };

const printedPlaces: Record<UnprintedLetters['place'], (line: number) => string> = {
  seller: () => 'el nombre, la identificación fiscal o la dirección de los ajustes de facturación',
  customer: () => 'la razón social, la identificación fiscal o la dirección del cliente',
  lines: (line) => `la descripción de la línea ${line}`,
  series: () => 'el prefijo de los números',
};

export const problemTexts: ProblemTexts = {
  titles: {
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
      'El recurso ha cambiado desde que lo obtuviste. Obtén la última versión e inténtalo de nuevo.',
    too_large: 'La solicitud es demasiado grande',
    unsupported_media_type: 'No se admite el tipo de contenido del cuerpo',
    invalid_input: 'Algunos campos no son válidos',
    precondition_required: 'Envía el ETag del recurso en If-Match',
    too_many_requests: 'Demasiadas solicitudes. Espera un momento e inténtalo de nuevo.',
    internal: 'Ha habido un error por nuestra parte',
    unavailable: 'El servicio está ocupado. Inténtalo de nuevo en un momento.',
  },
  details: {
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
    billing_incomplete: ({ missing }) =>
      `Indica antes en los ajustes de facturación: ${missing.map((field) => sellerFields[field]).join(', ')}.`,
    body_not_json: 'El cuerpo no es JSON válido.',
    body_not_sent_as_json: 'Envía el cuerpo como application/json en UTF-8.',
    body_not_utf8: 'El cuerpo no es UTF-8 válido.',
    body_too_large: ({ bytes }, plural) =>
      plural(bytes, { other: 'El cuerpo de una solicitud puede tener # bytes como máximo.' }),
    change_too_deep: ({ depth }, plural) =>
      plural(depth, { other: 'Como mucho, # cambios pueden provocarse unos a otros.' }),
    change_too_large: 'Este cambio es demasiado grande. Cambia menos campos a la vez.',
    files_full:
      'No queda espacio para este archivo. Pide a un administrador de la organización que libere espacio.',
    too_many_together: 'Esta solicitud cambia demasiados registros a la vez. Envía menos elementos.',
    client_of_organization:
      'Usas el portal de esta organización como cliente, así que no puedes ser miembro. Pide antes que te retiren el acceso al portal.',
    contact_email_taken: 'Otro registro ya tiene este correo.',
    customer_in_trash: 'El cliente está en la papelera. Restáuralo antes.',
    cursor_invalid: 'El cursor no es válido. Omítelo para empezar por la primera página.',
    cursor_of_other_list: 'El cursor es de otra lista. Omítelo después de cambiar los filtros o el orden.',
    custom_fields_too_large:
      'Los campos personalizados de este tipo de registro ocupan demasiado. Acorta sus textos o retira algunos.',
    deal_without_customer: 'Este negocio no tiene cliente. Elige uno antes.',
    demo_data_a_day: ({ limit }, plural) =>
      plural(limit, {
        one: 'Los datos de ejemplo se pueden cargar una vez al día (UTC). Vuelve a intentarlo mañana.',
        other: 'Los datos de ejemplo se pueden cargar # veces al día (UTC). Vuelve a intentarlo mañana.',
      }),
    document_without_customer: 'Elige antes el cliente.',
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
    import_earlier_unread:
      'El archivo de una importación anterior todavía no se ha leído, o no se puede leer.',
    import_earlier_unchecked:
      'Una importación anterior no está comprobada. Vuelve a comprobar esta: así se comprueban ambas.',
    import_earlier_undecided:
      'Hay columnas de una importación anterior a esta que se pueden leer de varias maneras. Elige cómo se leen.',
    import_other_state: 'Esta importación está en otro paso. Consulta su estado actual e inténtalo de nuevo.',
    invoice_issued: 'Una factura emitida no se puede eliminar. Anúlala o emite una nota de crédito.',
    invoice_not_due: 'Esta factura no tiene nada pendiente de pago.',
    invoice_just_reminded:
      'Se ha enviado un recordatorio de esta factura hace menos de un minuto. Espera un momento antes de enviar otro.',
    invoice_not_owed: 'Esta factura no tiene nada pendiente, así que no hay nada que recordar.',
    customer_without_email: 'El cliente no tiene correo electrónico. Añádelo primero.',
    invoice_other_state: 'Esta factura está en otro estado. Consulta el actual e inténtalo de nuevo.',
    invoice_credited: 'Ya hay notas de crédito por el total de esta factura.',
    invoice_settled:
      'Hay pagos o notas de crédito que ya saldan parte de esta factura. Emite una nota de crédito.',
    items_missing: 'Envía al menos un elemento.',
    job_in_effect:
      'Este cambio masivo aplica una modificación que ya está en vigor, así que no se puede cancelar ni deshacer.',
    job_running: 'Este cambio masivo todavía está en curso. Cancélalo o espera a que termine.',
    job_undone:
      'Este cambio masivo ya se ha deshecho. Para volver a hacer sus cambios, deshaz el de `undoneBy`.',
    key_creator_gone:
      'Quien creó esta clave de API ya no está en la organización, así que la clave ya no funciona. Crea otra.',
    key_of_other_role: 'Solo quien creó esta clave de API o un propietario puede cambiarla.',
    letters_not_printed: ({ place, line = 1, letters }) =>
      `Los PDF no pueden mostrar estas letras de ${printedPlaces[place](line)}: ${letters.join(' ')}. Usa letras latinas, griegas o cirílicas.`,
    last_pipeline: 'El último embudo no se puede archivar. Crea otro antes.',
    issues_of_two_customers:
      'Estas incidencias son de clientes distintos, que leerían las respuestas del otro. Asígnales antes el mismo cliente.',
    lead_converted: 'Este registro ya se ha convertido.',
    merge_running:
      'Uno de estos registros todavía se está combinando o separando. Inténtalo de nuevo cuando termine ese proceso.',
    record_being_erased: ({ erasure }) =>
      `El registro es de una persona que se está borrando de forma definitiva (borrado ${erasure}).`,
    record_merged: 'Este registro se combinó con otro. Usa en su lugar el registro de `mergedInto`.',
    meanings_missing: ({ meanings }) =>
      `Cada uno de estos significados necesita al menos una entrada: ${meanings}`,
    memberships_changed:
      'Mientras tanto te has unido a una organización o has dejado una. Inténtalo de nuevo.',
    methods: ({ methods }) => `Esta ruta admite ${methods}.`,
    moving_from_entries:
      'Todavía se están moviendo registros desde entradas que se retiraron antes. Inténtalo de nuevo cuando termine.',
    moving_from_stages:
      'Todavía se están moviendo registros desde etapas que se quitaron antes. Inténtalo de nuevo cuando termine.',
    no_stage: ({ meaning }) => `El embudo no tiene ninguna etapa para registros ${outcomes[meaning]}.`,
    order_billed:
      'Todo este pedido está ya en facturas o borradores. Lo que elimines, anules o corrijas con notas de crédito se podrá volver a facturar.',
    order_delivery_billed:
      'Todo lo entregado de este pedido está ya en facturas o borradores. Lo que elimines, anules o corrijas con notas de crédito se podrá volver a facturar.',
    order_billed_often: ({ limit }, plural) =>
      plural(limit, {
        other:
          'Más de # facturas y borradores facturan este pedido. Elimina o anula algunos, o emite notas de crédito.',
      }),
    answer_sent:
      'El cliente ya puede leer esta respuesta, así que no se puede cambiar. Escribe otra o elimínala.',
    answer_unreachable:
      'Nadie recibiría esta respuesta: la incidencia no tiene cliente, o su contacto ya no es del cliente, está en la papelera, o no recibe correos ni tiene acceso al portal. Elige antes un contacto con correo electrónico.',
    answer_undeliverable:
      'Nadie recibiría esta respuesta: no se puede enviar correo a direcciones con tildes, eñes u otros alfabetos antes de la @. Introduce antes otra dirección o elige otro contacto.',
    conversion_tags: ({ limit }, plural) =>
      plural(limit, {
        other:
          'Con las etiquetas de este registro, el que has elegido tendría más de # etiquetas. Quita antes alguna de los dos.',
      }),
    issue_closed: ({ limit }, plural) =>
      plural(limit, { other: 'Esta incidencia se cerró hace más de # días. Abre una nueva.' }),
    issue_not_resolved: 'Esta incidencia todavía no está resuelta, así que no se puede valorar.',
    issue_rated: 'Esta incidencia ya se ha valorado.',
    order_delivered: 'Parte de este pedido ya se entregó, así que no puede volver a ser un borrador.',
    order_delivery_invoiced:
      'Las facturas emitidas cobran más que eso. Antes anúlalas o emite notas de crédito. Si facturan por adelantado, envía `belowInvoiced: true`.',
    order_invoiced:
      'Este pedido tiene facturas o borradores, así que no puede volver a ser un borrador. Antes elimínalos, anúlalos o emite notas de crédito.',
    order_exceeded:
      'Esta factura cobra más de lo que queda por facturar de su pedido. Reduce las cantidades, o anula o corrige con una nota de crédito lo ya facturado. Si es a propósito, envía `beyondOrder: true`.',
    order_in_force: 'Un pedido confirmado no se puede eliminar: anúlalo antes. Uno entregado se conserva.',
    order_other_state: 'Este pedido está en otro estado. Consulta el actual e inténtalo de nuevo.',
    organization_deleted: ({ until }) =>
      `Un propietario ha eliminado esta organización. Los propietarios pueden restaurarla hasta el ${minuteOf(until)}; entonces se borrarán todos sus datos.`,
    organization_purged: 'Esta organización ya no se puede restaurar: sus datos se están borrando.',
    organizations_a_user: ({ limit }, plural) =>
      plural(limit, { other: 'Un usuario puede pertenecer a # organizaciones como máximo.' }),
    own_data_a_day: ({ limit }, plural) =>
      plural(limit, {
        other: 'Puedes descargar tus datos # veces al día (UTC). Vuelve a intentarlo mañana.',
      }),
    payment_counts:
      'Este pago salda facturas, se reembolsó o viene de un proveedor de pagos. Solo se puede eliminar si está anulado.',
    payment_in_progress: 'Ya se está procesando un pago de esta factura.',
    payment_of_provider: 'Este pago lo cobró Stripe. Reembólsalo en su lugar.',
    payment_other_state: 'Este pago está en otro estado. Consulta el actual e inténtalo de nuevo.',
    payment_pending:
      'Stripe todavía está procesando este pago. El resultado se registrará aquí en cuanto Stripe lo comunique.',
    payment_refunded: 'Parte de este pago ya se reembolsó, así que no se puede anular.',
    portal_access_suspended:
      'El acceso de esta persona al portal no muestra nada ahora, por ejemplo, porque cambió de cliente. Quítalo y envía después una invitación.',
    portal_access_changed: 'El acceso al portal acaba de cambiar. Compruébalo e inténtalo de nuevo.',
    portal_customer_missing:
      'Solo se puede invitar al portal a los contactos de un cliente. Elige antes el cliente del contacto.',
    portal_email_missing: 'Introduce antes un correo electrónico: la invitación se envía a esa dirección.',
    portal_email_undeliverable:
      'No se puede enviar la invitación a una dirección con tildes, eñes u otros alfabetos antes de la @. Introduce antes otra dirección.',
    portal_email_of_client: 'Otra persona con acceso al portal ya usa este correo electrónico.',
    portal_email_of_member:
      'Este correo electrónico es de un miembro de la organización. Los miembros ven el portal desde la página de un cliente.',
    portal_email_of_former_member:
      'Este correo electrónico es de un miembro desactivado de la organización, que no puede entrar al portal como cliente. Quita antes a ese miembro.',
    portal_files_a_day: ({ limit }, plural) =>
      plural(limit, { other: 'Aquí puedes subir # archivos al día. Inténtalo de nuevo mañana.' }),
    portal_issues_a_day: ({ limit }, plural) =>
      plural(limit, { other: 'Aquí puedes pedir ayuda # veces al día. Inténtalo de nuevo mañana.' }),
    portal_request_outdated:
      'El contacto tiene ahora otro correo electrónico u otro cliente. Retira la solicitud.',
    portal_request_unknown:
      'Ningún contacto tiene esta dirección. Escríbela primero en un contacto o elimina la solicitud.',
    quote_accepted: 'Un presupuesto aceptado no se puede eliminar.',
    quote_billed:
      'Todo este presupuesto está ya en facturas o borradores. Lo que elimines, anules o corrijas con notas de crédito se podrá volver a facturar.',
    quote_billed_often: ({ limit }, plural) =>
      plural(limit, {
        other: 'Ya se han creado # facturas a partir de este presupuesto. Crea la siguiente sin él.',
      }),
    quote_changed: 'Este presupuesto ha cambiado. Consulta su contenido actual y responde de nuevo.',
    quote_exceeded:
      'Esta factura cobra más de lo que queda por facturar de su presupuesto. Reduce las cantidades, o anula o corrige con una nota de crédito lo ya facturado. Si es a propósito, envía `beyondOrder: true`.',
    quote_invoiced:
      'Este presupuesto tiene facturas o borradores. Antes elimínalos, anúlalos o emite notas de crédito.',
    quote_ordered: 'De este presupuesto ya se hizo un pedido.',
    quote_other_state: 'Este presupuesto está en otro estado. Consulta el actual e inténtalo de nuevo.',
    profile_changed: 'Tu perfil ha cambiado mientras tanto. Inténtalo de nuevo.',
    profile_missing: 'Llama antes a GET /v1/me, que crea tu perfil.',
    recovery_codes_changed: 'Los códigos de recuperación han cambiado mientras tanto. Inténtalo de nuevo.',
    requests: ({ by, limit, unit, per, seconds }, plural) =>
      `${requesters[by]} puede hacer hasta ${plural(limit, { other: `# ${units[unit]}` })} ${periods[per]}. Vuelve a intentarlo dentro de ${plural(seconds, { one: '# segundo', other: '# segundos' })}.`,
    second_factor_off: 'Activa antes la verificación en dos pasos.',
    signature_invalid: 'La firma falta, no es correcta o es demasiado antigua.',
    submission_not_received:
      'El envío no se ha recibido, porque hay demasiados retenidos para revisión. Inténtalo más tarde o contacta con la organización por otro medio.',
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
    stripe_key_refused:
      'Stripe no acepta la clave secreta. Escribe una válida en los ajustes de facturación.',
    stripe_off: 'Conecta antes Stripe en los ajustes de facturación.',
    stripe_other_account:
      'La cuenta de Stripe conectada no tiene este pago. Reembólsalo en la cuenta que lo recibió.',
    stripe_refused: 'Stripe lo ha rechazado. El motivo está en los registros de tu cuenta de Stripe.',
    stripe_unreachable: 'Ahora no se puede conectar con Stripe. Inténtalo de nuevo en unos minutos.',
    view_creator_gone:
      'Quien creó esta vista ya no es miembro, así que no puede ser privada. Compártela con un rol o elimínala.',
    view_too_large: ({ kilobytes }, plural) =>
      plural(kilobytes, { other: 'Una vista puede ocupar # KB como máximo en JSON.' }),
  },
};
