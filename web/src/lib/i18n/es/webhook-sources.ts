import { importProblems } from '#contract/import-problem-texts/es.ts';
import { limits } from '#contract/limits.ts';
import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import { un } from '../spanish.ts';

type Texts = Messages['webhookSources'];
const plural = pluralIn('es');

const states: Texts['states'] = {
  waiting: 'En espera',
  done: 'Hecho',
  ignored: 'Ignorado',
  held: 'Retenido',
};

const problems: Texts['problems'] = {
  ...importProblems,
  not_readable: 'El mensaje no es JSON ni un formulario',
  internal: 'Algo falló de nuestro lado. Vuelve a leer el mensaje',
  source_deleted: 'El webhook se eliminó antes de leer el mensaje',
  payload_erased: 'El mensaje no tiene contenido, o se borró',
  other_currency: 'Lo que paga está en otra moneda',
  unknown_field: 'Este campo ya no existe',
  unknown_reference: 'Nada tiene este nombre o valor',
  wrong_decimal_mark: 'No es un número con punto decimal',
  wrong_date_order: 'No es una fecha como 2026-03-31',
  missing_field: 'Obligatorio, pero el mensaje no trae valor',
  record_limit: 'Tu organización alcanzó su límite de registros',
  other: 'No se puede crear un registro con este valor',
};

const form: Texts['form'] = {
  steps: {
    target: 'Nombre y registros',
    sender: 'Remitente',
    connect: 'Dirección y secreto',
    mapping: 'Asignación',
  },
  connectAhead: 'Cuando hayas creado el webhook, recibirás su dirección y su secreto.',
  mappingAhead: 'Después pegarás un mensaje y elegirás adónde va cada dato.',
  name: 'Nombre',
  nameHelp: 'De dónde vienen los mensajes, por ejemplo, «Sitio web».',
  recordType: 'Cada mensaje se convierte en',
  proof: 'Cómo demuestra el remitente que un mensaje es suyo',
  header: 'Encabezado',
  headerHelp: 'El nombre del encabezado que lleva el secreto o la firma.',
  username: 'Nombre de usuario',
  algorithm: 'Algoritmo',
  encoding: 'Codificación',
  prefix: 'Prefijo (opcional)',
  prefixHelp: 'Lo que va antes de la firma en el encabezado, por ejemplo, «sha256=».',
  secret: 'Secreto (opcional)',
  secretHelp: 'Si el remitente te da un secreto, escríbelo aquí. Si no, déjalo vacío y se creará uno.',
};

const senders: Texts['senders'] = {
  standard: {
    label: 'Standard Webhooks',
    text: 'Una firma compatible con muchos servicios y bibliotecas. La mejor opción para tus propios programas.',
  },
  github: { label: 'GitHub', text: 'La firma de X-Hub-Signature-256.' },
  shopify: { label: 'Shopify', text: 'La firma con la clave secreta de tu aplicación.' },
  twilio: { label: 'Twilio', text: 'La firma con el token de autenticación de tu cuenta.' },
  token: {
    label: 'Token en un encabezado',
    text: 'El propio secreto en un encabezado, por ejemplo, Authorization.',
  },
  basic: { label: 'Usuario y contraseña', text: 'Para programas que solo pueden iniciar sesión.' },
  custom: { label: 'Otra firma', text: 'Un HMAC del mensaje en el encabezado que elijas.' },
};

const secret: Texts['secret'] = {
  title: 'Secreto',
  shownOnce: 'Copia ahora el secreto y ponlo en el otro programa. No se volverá a mostrar.',
  kept: 'Ya lo he guardado',
  leaveTitle: '¿Guardaste el secreto?',
  leaveText: 'No se volverá a mostrar. Si lo pierdes, puedes rotarlo.',
  stay: 'Volver al secreto',
  about:
    'Con el secreto, el remitente demuestra que sus mensajes son auténticos. Si alguien más puede conocerlo, rótalo.',
  theirs: 'Los mensajes se comprueban con el secreto que escribiste.',
  previousUntil: 'El secreto anterior también se acepta hasta el',
  action: 'Rotar secreto',
  rotate: 'Rotar',
  rotateTitle: (name) => `Rotar el secreto de «${name}»`,
  rotateText:
    'Se crea un secreto nuevo. Mientras ambos valgan, se aceptan mensajes con cualquiera de los dos.',
  olderEnds: 'El secreto anterior al actual, que todavía vale, deja de aceptarse desde ahora.',
  overlap: 'El secreto actual deja de aceptarse',
  overlapNow: 'desde ahora',
  hours: (count) => plural(count, { one: 'en # hora', other: 'en # horas' }),
  days: (count) => plural(count, { one: 'en # día', other: 'en # días' }),
  rotated: (name) => `Secreto nuevo de «${name}»`,
};

const mapping: Omit<Texts['mapping'], 'invoice'> = {
  example: 'Mensaje de ejemplo',
  exampleHelp: 'Pega un mensaje del remitente, en JSON o como formulario (name=Ada&email=…).',
  latest: 'Usar el último mensaje',
  noLatest: 'Todavía no ha llegado ningún mensaje. Pega uno.',
  fields: 'Campos',
  fieldsHelp: 'Elige en qué lugar del mensaje está cada valor.',
  fieldsUnmapped:
    'Mientras no elijas ningún lugar, cada campo se busca con su propio nombre en el primer nivel del mensaje.',
  fieldsAhead: 'Pega un mensaje para elegir lugares de él.',
  none: 'Dejar vacío',
  fixed: 'El mismo valor para todos los mensajes…',
  placeOf: (field) => `Lugar de ${field}`,
  valueOf: (field) => `Valor de ${field}`,
  currencyOf: (field) => `Moneda de ${field}`,
  usualCurrency: 'Tu moneda, o la del valor',
  isMinor: (field) => `${field} viene en centavos`,
  another: 'otro más',
  fullName: 'Nombre completo',
  about: 'Sobre quién (correo o teléfono)',
};

const matching: Texts['matching'] = {
  title: 'Registros que ya existen',
  by: 'Buscar registros existentes por',
  byHelp: 'Cuenta el primero de estos campos con el que se encuentre un registro.',
  onMatch: 'Si un mensaje trata de uno de ellos',
  choices: {
    create: {
      label: 'Crear otro registro',
      text: 'Si trae un valor que debe ser único y ya existe, el mensaje se retiene.',
    },
    updateEmpty: {
      label: 'Completar los valores que faltan',
      text: 'Solo se rellenan los campos sin valor.',
    },
    update: {
      label: 'Actualizar el registro',
      text: 'Los valores del mensaje reemplazan los del registro. Los que faltan no cambian nada.',
    },
    skip: { label: 'Ignorar el mensaje', text: 'El registro se queda como está.' },
  },
};

const further: Texts['further'] = {
  title: 'Qué mensajes',
  onlyAt: 'Solo mensajes con cierto texto (opcional)',
  onlyAtHelp: 'El lugar del texto, por ejemplo, el tipo de evento. Los demás mensajes se ignoran.',
  onlyAll: 'Todos los mensajes',
  onlyIs: 'Texto',
  onlyIsHelp: 'Separa varios textos con comas.',
  idAt: 'ID de un mensaje (opcional)',
  idAtHelp:
    'Un encabezado, como X-GitHub-Delivery, o un lugar, como /id. Un mensaje con el mismo ID se toma una sola vez, aunque cambie su texto.',
};

const preview: Texts['preview'] = {
  title: 'Vista previa',
  empty: 'Pega un mensaje para ver en qué se convierte.',
  reading: 'Leyendo…',
  actions: {
    create: (one) => `Crea un registro: ${one}`,
    update: (one) => `Actualiza un registro: ${one}`,
    ignore: () => 'Se ignora',
    hold: () => 'Se retiene, porque no puede convertirse en un registro',
  },
  failed: 'No se pudo crear la vista previa',
};

const test: Texts['test'] = {
  send: 'Enviar este mensaje',
  saveAndSend: 'Guardar y enviar este mensaje',
  about: 'Toma el ejemplo como si lo hubiera enviado el remitente. Se convierte en un registro de verdad.',
  noExample: 'Primero pega un mensaje.',
  sending: 'Leyendo el mensaje…',
};

const messages: Texts['messages'] = {
  title: 'Mensajes',
  failed: 'No se pudieron cargar los mensajes',
  filters: 'Filtrar mensajes',
  state: 'Estado',
  anyState: 'Cualquier estado',
  emptyTitle: 'Todavía no ha llegado ningún mensaje',
  emptyText: 'Cada mensaje aparece aquí con lo que se hizo de él. Pon la dirección en el otro programa.',
  noneTitle: 'Ningún mensaje coincide',
  noneText: 'Cambia el filtro para ver otros.',
  noneSoFar: 'Por ahora no hay ninguno.',
  searchOlder: 'Buscar más antiguos',
  one: 'Mensaje',
  oneFailed: 'No se pudo cargar el mensaje',
  goneTitle: 'Este mensaje ya no existe',
  goneText: `Los mensajes se conservan ${limits.webhookDays} días.`,
  back: 'Todos los mensajes',
  outcomes: {
    created: 'Registro creado',
    updated: 'Registro actualizado',
    ignored: 'Ignorado',
    waiting: 'Se está leyendo',
    held: 'Ningún registro creado',
  },
  record: 'Registro',
  received: 'Recibido',
  id: 'ID del remitente',
  size: 'Tamaño',
  problems: 'Problemas',
  problemAt: (place) => `en ${place}`,
  payload: 'Contenido',
  erased: 'El contenido de este mensaje se borró.',
  readAgain: 'Leer de nuevo',
  againTitle: '¿Leer de nuevo este mensaje?',
  againText:
    'Ya se convirtió en un registro. Creará otro, salvo que los ajustes de los registros que ya existen digan otra cosa.',
  putAside: 'Apartar',
  fix: 'Corregir la asignación',
  readAllAgain: 'Leer de nuevo todos los retenidos',
  readingAgain: (count) =>
    plural(count, {
      one: 'Se está leyendo de nuevo # mensaje',
      other: 'Se están leyendo de nuevo # mensajes',
    }),
};

/** UI text for incoming webhooks. */
export const texts = (nouns: Nouns): { webhookSources: Texts } => ({
  webhookSources: {
    title: 'Webhooks entrantes',
    lead: 'Otros programas envían mensajes aquí y cada uno se convierte en un registro.',
    failed: 'No se pudieron cargar los webhooks entrantes',
    emptyTitle: 'Todavía no hay webhooks entrantes',
    emptyText: `Da una dirección de aquí a un formulario, una tienda u otro programa. Cada mensaje que envíe se convierte en un registro, como ${un(nouns.lead)}, en cuanto llega.`,
    create: 'Crear webhook entrante',
    newTitle: 'Nuevo webhook entrante',
    created: (name) => `Webhook entrante «${name}» creado`,
    open: 'Abrir webhook',
    oneFailed: 'No se pudo cargar el webhook entrante',
    address: 'Dirección',
    addressHelp: 'Ponla en el otro programa.',
    becomes: (record) => `Crea: ${record}`,
    held: (count) =>
      count >= 100 ? 'Más de 100 retenidos' : plural(count, { one: '# retenido', other: '# retenidos' }),
    heldTitle: (count) =>
      count >= 100
        ? 'Hay más de 100 mensajes retenidos'
        : plural(count, { one: 'Hay # mensaje retenido', other: 'Hay # mensajes retenidos' }),
    heldText: 'Lo que no pudo convertirse en registro espera aquí. Corrige la asignación y vuelve a leerlo.',
    showHeld: 'Ver los mensajes retenidos',
    on: 'Activo',
    off: 'Inactivo',
    isOff: 'Este webhook está inactivo',
    offText:
      'Mientras está inactivo, la dirección responde 404. La mayoría de los remitentes lo reintenta durante un tiempo.',
    turnOn: 'Activar',
    turnOff: 'Desactivar',
    turnOffTitle: (name) => `¿Desactivar «${name}»?`,
    turnedOn: (name) => `«${name}» está activo`,
    turnedOff: (name) => `«${name}» está inactivo`,
    tabs: 'Partes del webhook',
    settings: 'Ajustes',
    createdBy: (name) => `Creado por ${name}`,
    remove: 'Eliminar webhook',
    removeTitle: (name) => `¿Eliminar «${name}»?`,
    removeText:
      'Los mensajes en espera no se convierten en registros y sus mensajes ya no se podrán ver. No se puede deshacer.',
    removed: (name) => `Webhook entrante «${name}» eliminado`,
    states,
    problems,
    form,
    senders,
    secret,
    mapping: { ...mapping, invoice: `Número de ${nouns.invoice.one}` },
    matching,
    further,
    preview,
    test,
    messages,
  },
});
