import { limits } from '#contract/limits.ts';
import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import { o, un } from '../spanish.ts';
import { webhookEvents } from './webhook-events.ts';

type Texts = Messages['webhooks'];
const plural = pluralIn('es');

const offReasons: Texts['offReasons'] = {
  gone: 'El receptor respondió que ya no acepta mensajes (410).',
  failing: `Todos los intentos fallaron durante ${limits.webhookFailingDays} días.`,
  creator_left:
    'Quien lo creó, o la clave de API con la que se creó, ya no puede usar la organización. Un webhook envía lo que puede ver quien lo creó, así que crea uno nuevo.',
};

const states: Texts['states'] = {
  waiting: 'En espera',
  delivered: 'Entregado',
  failed: 'Fallido',
};

const problemNames: Texts['problemNames'] = {
  refused_status: 'Código de error',
  redirected: 'Redirección',
  timed_out: 'Sin respuesta a tiempo',
  unknown_host: 'Servidor desconocido',
  address_not_public: 'Dirección privada',
  not_secure: 'Sin conexión segura',
  no_connection: 'Sin conexión',
  bad_answer: 'Respuesta no válida',
  switched_off: 'Webhook inactivo',
  resting: 'Omitido',
  day_limit: 'Límite diario',
};

const problems: Texts['problems'] = {
  refused_status: 'El receptor respondió con un error. Solo los códigos del 200 al 299 cuentan como entrega.',
  redirected: 'El receptor redirigió el mensaje. Las redirecciones no se siguen: usa la dirección final.',
  timed_out: `El receptor no respondió en ${limits.webhookAnswerSeconds} segundos. Responde primero y haz después lo que tarde.`,
  unknown_host: 'Ningún servidor tiene ese nombre. Revisa la dirección.',
  address_not_public: 'La dirección lleva a una red privada. Solo se permiten direcciones públicas.',
  not_secure: 'No fue posible una conexión segura. Revisa el certificado TLS del receptor.',
  no_connection: 'El receptor no aceptó la conexión o la cortó. Comprueba que esté funcionando.',
  bad_answer: 'La respuesta del receptor no es HTTP válido.',
  switched_off: 'El webhook se desactivó antes de este intento.',
  resting:
    'Se omitió porque el receptor falló muchas veces seguidas. Se intenta con menos frecuencia hasta que responda.',
  day_limit: 'Tu organización ya envió hoy todos los mensajes que puede. Reenvía este mañana.',
};

const form: Texts['form'] = {
  steps: {
    target: 'Nombre y dirección',
    events: 'Eventos',
    content: 'Contenido',
    verify: 'Verificar y probar',
  },
  done: 'listo',
  verifyAhead:
    'Cuando hayas creado el webhook, recibirás su secreto de firma y podrás enviar un mensaje de prueba.',
  name: 'Nombre',
  nameHelp: 'Para qué sirve, por ejemplo, «Contabilidad».',
  url: 'Dirección',
  urlHelp: 'Donde tu programa recibe los mensajes. Debe empezar por https:// y ser accesible desde internet.',
  find: 'Buscar un evento',
  nothingFound: (typed) => `Ningún evento coincide con «${typed}».`,
  allOf: (records) => `Todos los eventos de ${records}`,
  showEvents: (records) => `Mostrar los eventos de ${records}`,
  chosenOf: (chosen, all) => `${chosen} de ${all}`,
  chosen: (count) => plural(count, { one: '# evento elegido', other: '# eventos elegidos' }),
  noneChosen: 'Elige al menos un evento',
  content: 'Cada mensaje contiene',
  contents: {
    ids: {
      label: 'Solo los ID',
      text: 'El evento y el ID del registro. Tu programa lee el registro por la API. No se envía nada confidencial.',
    },
    record: {
      label: 'El registro completo',
      text: 'El registro tal como lo devuelve la API en el momento del envío.',
    },
  },
  filter: 'Filtro (opcional)',
  filterHelp: (records) => `Envía solo los eventos de ${records} que cumplan el filtro.`,
  filterNeedsType: 'Puedes filtrar por campos si todos los eventos son de un mismo tipo de registro.',
  addFilter: 'Añadir un filtro',
};

const secret: Texts['secret'] = {
  title: 'Secreto de firma',
  shownOnce: 'Copia ahora el secreto de firma. No se volverá a mostrar.',
  kept: 'Ya lo he guardado',
  leaveTitle: '¿Guardaste el secreto?',
  leaveText: 'No se volverá a mostrar. Si lo pierdes, puedes rotarlo.',
  stay: 'Volver al secreto',
  verifyTitle: 'Verifica los mensajes',
  verifyText:
    'Cada mensaje va firmado según Standard Webhooks, así que puedes usar su biblioteca en tu lenguaje. Rechaza los mensajes que no salieron de aquí o son demasiado antiguos.',
  action: 'Rotar secreto',
  libraries: 'Bibliotecas para otros lenguajes',
  example: 'Ejemplo en Node.js',
  rotate: 'Rotar',
  rotateTitle: (name) => `Rotar el secreto de «${name}»`,
  rotateText: 'Se crea un secreto nuevo. Mientras ambos valgan, cada mensaje lleva una firma con cada uno.',
  olderEnds: 'El secreto anterior al actual, que todavía vale, deja de firmar de inmediato.',
  overlap: 'El secreto actual deja de firmar',
  overlapNow: 'de inmediato',
  hours: (count) => plural(count, { one: 'en # hora', other: 'en # horas' }),
  days: (count) => plural(count, { one: 'en # día', other: 'en # días' }),
  rotated: (name) => `Secreto nuevo de «${name}»`,
  about:
    'Los receptores verifican los mensajes con el secreto de firma. Si alguien más puede conocerlo, rótalo.',
  previousUntil: 'El secreto anterior también firma hasta el',
};

const test: Texts['test'] = {
  send: 'Enviar mensaje de prueba',
  again: 'Enviar otro mensaje de prueba',
  about: 'Envía un mensaje del evento «test» a tu dirección y muestra lo que responde tu programa.',
  sending: 'Esperando una respuesta…',
  failedHelp: 'Corrige tu programa o la dirección y envía otro.',
};

const deliveries: Texts['deliveries'] = {
  title: 'Envíos',
  failed: 'No se pudieron cargar los envíos',
  filters: 'Filtrar envíos',
  state: 'Estado',
  anyState: 'Cualquier estado',
  event: 'Evento',
  anyEvent: 'Cualquier evento',
  emptyTitle: 'Todavía no se ha enviado nada',
  emptyText:
    'Cada mensaje aparece aquí con las respuestas del receptor. Envía un mensaje de prueba para verlo.',
  noneTitle: 'Ningún envío coincide',
  noneText: 'Cambia los filtros para ver otros.',
  noneSoFar: 'Por ahora no hay ninguno.',
  searchOlder: 'Buscar más antiguos',
  attempts: (count) => plural(count, { one: '# intento', other: '# intentos' }),
  status: (status) => `Código ${status}`,
  next: 'Próximo intento',
  none: 'Sin intentos todavía',
  one: 'Envío',
  oneFailed: 'No se pudo cargar el envío',
  goneTitle: 'Este envío ya no existe',
  goneText: `Los envíos se conservan ${limits.webhookDays} días.`,
  back: 'Todos los envíos',
  sendAgain: 'Enviar de nuevo',
  sendAllAgain: 'Enviar todos de nuevo',
  sentAgain: (count) =>
    plural(count, { one: 'Se está reenviando # mensaje', other: 'Se están reenviando # mensajes' }),
  sendNow: 'Enviar ahora',
  created: 'Creación',
  record: 'Registro',
  id: 'ID del mensaje',
  attemptsTitle: 'Intentos',
  earlierLeftOut: (count) =>
    plural(count, { one: 'Solo se conserva el último.', other: 'Solo se conservan los # últimos.' }),
  answer: 'Respuesta',
  payload: 'Mensaje',
  milliseconds: (time) => `${time} ms`,
};

/** UI text for webhooks. */
export const texts = (nouns: Nouns): { webhooks: Texts } => ({
  webhooks: {
    title: 'Webhooks',
    outgoing: 'Webhooks salientes',
    lead: 'Los webhooks avisan a tus propios programas de lo que ocurre aquí, en cuanto ocurre.',
    failed: 'No se pudieron cargar los webhooks',
    emptyTitle: 'Todavía no hay webhooks',
    emptyText: `Un webhook envía un mensaje firmado a una dirección tuya cuando ocurre algo, como ${un(nouns.deal)} ganad${o(nouns.deal)}. Así tu programa actúa al momento, sin tener que preguntar una y otra vez.`,
    create: 'Crear webhook',
    newTitle: 'Nuevo webhook',
    created: (name) => `Webhook «${name}» creado`,
    open: 'Abrir webhook',
    oneFailed: 'No se pudo cargar el webhook',
    eventCount: (count) => plural(count, { one: '# evento', other: '# eventos' }),
    on: 'Activo',
    off: 'Inactivo',
    failing: 'Con fallos',
    failingSince: 'Todos los intentos fallan desde el',
    isFailing: 'El receptor no acepta los mensajes',
    failingHelp: `A los ${limits.webhookFailingDays} días, el webhook se desactiva y los administradores reciben un correo.`,
    isOff: 'Este webhook está inactivo',
    offText: 'Mientras está inactivo no se envía nada, y lo que ocurra entretanto tampoco se envía después.',
    turnOn: 'Activar',
    turnOff: 'Desactivar',
    turnOffTitle: (name) => `¿Desactivar «${name}»?`,
    turnedOn: (name) => `«${name}» está activo`,
    turnedOff: (name) => `«${name}» está inactivo`,
    offReasons,
    tabs: 'Partes del webhook',
    settings: 'Ajustes',
    createdBy: (name) => `Creado por ${name}`,
    creatorHelp: 'Solo envía lo que puede ver quien lo creó.',
    remove: 'Eliminar webhook',
    removeTitle: (name) => `¿Eliminar «${name}»?`,
    removeText: 'Los mensajes en espera no se envían y sus envíos ya no se podrán ver. No se puede deshacer.',
    removed: (name) => `Webhook «${name}» eliminado`,
    events: webhookEvents(nouns),
    testEvent: 'Mensaje de prueba',
    states,
    problemNames,
    problems,
    form,
    secret,
    test,
    deliveries,
  },
});
