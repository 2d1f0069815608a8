import { activityKindNames } from './activity-kinds.ts';
import { answers, composer } from './composer.ts';
import type { AreaTexts, Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { inSentence } from '../in-sentence.ts';
import { capitalized, pluralIn } from '../plural.ts';
import { del, el, este, lo, los, o, un } from '../spanish.ts';
import { commandTitles } from './command-titles.ts';
import { dashboardTexts } from './dashboard.ts';

const plural = pluralIn('es');

const activities: Messages['activities'] = {
  kinds: activityKindNames,
  act: { call: 'Llamar', email: 'Enviar correo' },
  did: {
    call: 'llamó',
    email: 'envió un correo',
    meeting: 'tuvo una reunión',
    note: 'escribió una nota',
    task: 'completó una tarea',
  },
  minutes: (count) => `${count} min`,
  actions: 'Acciones de la actividad',
  save: 'Guardar actividad',
  deleted: 'Actividad eliminada',
  logged: (title) => `Registrada: ${title}`,
  loggedAndNext: (title, next, when) => `Registrada: ${title}. Sigue: ${next}, ${when}`,
  planned: (title, when) => `Planificada: ${title}, ${when}`,
  plannedAndNext: (title, when, next, nextWhen) =>
    `Planificada: ${title}, ${when}. Sigue: ${next}, ${nextWhen}`,
  notTakenBack: (reason) => `No se pudo deshacer. ${reason}`,
};

const tasks: Messages['tasks'] = {
  one: 'Tarea',
  add: 'Tarea',
  create: 'Crear tarea',
  edit: 'Editar tarea',
  snooze: 'Posponer',
  snoozed: (title, when) => `${title}: vence ${when}`,
  save: 'Guardar tarea',
  views: { today: 'Mi día', overdue: 'Vencidas', upcoming: 'Próximas', done: 'Hechas', history: 'Historial' },
  view: 'Filtro de tareas',
  layouts: { list: 'Lista', calendar: 'Calendario' },
  layout: 'Vista',
  priorities: { low: 'Baja', normal: 'Normal', high: 'Alta' },
  noDuration: 'Sin duración',
  noReminder: 'Ninguno',
  reminders: { atDue: 'Al vencer', hour: '1 hora antes', day: '1 día antes' },
  empty: {
    today: {
      title: 'Hoy no vence nada',
      text: 'Aquí aparecen las tareas que vencen hoy, por orden de hora.',
    },
    overdue: {
      title: 'No hay nada vencido',
      text: 'Las tareas vencidas permanecen aquí hasta que se completan.',
    },
    upcoming: {
      title: 'Nada previsto',
      text: 'Aquí aparecen las tareas que vencen después de hoy, por orden de fecha.',
    },
    done: {
      title: 'Todavía no has completado nada',
      text: 'Aquí aparecen las tareas completadas, las más recientes primero.',
    },
  },
  failed: 'No se pudieron cargar las tareas',
  done: (title) => `Hecha: ${title}`,
  undone: (title) => `Reabierta: ${title}`,
  markDone: (title) => `Hecha: ${title}`,
  deleted: (title) => `Tarea «${title}» eliminada`,
  actions: (title) => `Acciones de ${title}`,
  doneBy: (who) => `${who} completó`,
  dueAt: (when) => `vence ${when}`,
  whose: 'Asignada a',
  mine: 'Mías',
  everyone: 'De todos',
};

const timeline = ({ customer, vendor }: Nouns): Messages['timeline'] => ({
  title: 'Cronología',
  show: 'Mostrar',
  kinds: { all: 'Todo', answer: 'Respuestas', note: 'Notas', change: 'Cambios' },
  today: 'Hoy',
  yesterday: 'Ayer',
  empty: 'Todavía no hay nada.',
  moving: 'Lo que tenían los registros combinados todavía se está trasladando aquí.',
  older: 'Mostrar lo anterior',
  failed: 'No se pudo cargar la cronología',
  actions: { created: 'creó el registro', deleted: 'eliminó el registro', restored: 'restauró el registro' },
  changed: 'cambió',
  changedMany: (count) => plural(count, { other: 'cambió # campos' }),
  changedSomething: 'cambió el registro',
  via: {
    api: 'con una clave de API',
    form: 'mediante un formulario web',
    link: 'con un enlace',
    job: 'en un cambio masivo',
    automation: 'automáticamente',
    portal: 'en el portal',
    import: 'en una importación',
  },
  byWebhook: 'Un webhook',
  inPortal: { customer: capitalized(el(customer)), vendor: capitalized(el(vendor)) },
  from: 'de',
  to: 'a',
});

const notes: Messages['notes'] = {
  one: 'Nota',
  add: 'Añadir nota',
  text: 'Texto de la nota',
  bold: 'Negrita',
  list: 'Lista',
  actions: 'Acciones de la nota',
  pin: 'Fijar',
  unpin: 'Dejar de fijar',
  pinned: 'Fijadas',
  pinnedBy: 'anotó',
  noted: 'anotó',
  edited: 'editada',
  deleted: 'Nota eliminada',
};

const sentences = (nouns: Nouns): Messages['sentences'] => ({
  moved: (from, to) => `${lo(nouns.deal)} pasó de ${from} a ${to}`,
  movedSomewhere: `${lo(nouns.deal)} pasó a otra etapa`,
  won: `${lo(nouns.deal)} ganó`,
  wonFrom: (from) => `${lo(nouns.deal)} ganó desde la etapa ${from}`,
  lost: (reason) => (reason ? `${lo(nouns.deal)} perdió: ${reason}` : `${lo(nouns.deal)} perdió`),
  reopened: `${lo(nouns.deal)} reabrió`,
  withdrawn: `${lo(nouns.quote)} pasó a borrador`,
  withdrewAccepted: (by) =>
    `${lo(nouns.quote)} pasó a borrador, aunque ${by === '' ? `estaba aceptad${o(nouns.quote)}` : `${by} ${lo(nouns.quote)} había aceptado`}`,
  withdrewDeclined: (by) =>
    `${lo(nouns.quote)} pasó a borrador, después de que ${by === '' ? 'se rechazara' : `${by} ${lo(nouns.quote)} rechazara`}`,
  reordered: `${lo(nouns.deal)} movió en el tablero`,
  qualified: `${lo(nouns.lead)} calificó`,
  disqualified: (reason) => (reason ? `${lo(nouns.lead)} descartó: ${reason}` : `${lo(nouns.lead)} descartó`),
  converted: `${lo(nouns.lead)} convirtió`,
  confirmed: `${lo(nouns.order)} confirmó`,
  delivered: 'registró una entrega',
  fulfilled: 'entregó todo lo que quedaba',
  deliveryCorrected: 'corrigió lo entregado',
  deliveryCorrectedFrom: (from, to) => `corrigió las cantidades entregadas: ${from} → ${to}`,
  canceled: (reason) => (reason ? `registró la anulación: ${reason}` : 'registró la anulación'),
  issued: `${lo(nouns.invoice)} emitió`,
  voided: (reason) => (reason ? `${lo(nouns.invoice)} anuló: ${reason}` : `${lo(nouns.invoice)} anuló`),
  sent: 'envió el documento',
  markedSent: `${lo(nouns.quote)} marcó como enviad${o(nouns.quote)}`,
  accepted: 'registró la aceptación',
  declined: (reason) => (reason ? `registró el rechazo: ${reason}` : 'registró el rechazo'),
  acceptedOnline: (name) => `${name} ${lo(nouns.quote)} aceptó en línea`,
  declinedOnline: (name, reason) =>
    `${name} ${lo(nouns.quote)} rechazó en línea${reason ? `: ${reason}` : ''}`,
  linksRevoked: 'revocó todos los enlaces',
  ordered: `${lo(nouns.quote)} convirtió en ${nouns.order.one}`,
  invoiced: `creó ${un(nouns.invoice)} a partir ${del(nouns.quote)}`,
  overdue: 'Venció',
  expired: 'Caducó',
  reminded: 'envió un recordatorio de pago',
  remindedByItself: 'Se envió un recordatorio de pago',
  notReminded: 'No se envió un recordatorio de pago: no había una dirección de correo a la que enviarlo',
  credited: `emitió ${un(nouns.creditNote)}`,
  settled: (amount) => `registró ${un(nouns.payment)} que salda ${amount}`,
  unsettled: (amount) => `retiró ${un(nouns.payment)} que saldaba ${amount}`,
  released: `cambió ${los(nouns.invoice)} que salda`,
  refunded: 'registró un reembolso',
  merged: 'combinó esto con otros registros',
  separated: 'deshizo la combinación de esto',
  openAgain: `Abiert${o(nouns.issue)} de nuevo, porque respondió ${el(nouns.customer)}`,
  rated: (isGood, comment) =>
    `${capitalized(el(nouns.customer))} ${isGood ? '' : 'no '}está satisfech${o(nouns.customer)}${comment ? `: ${comment}` : ''}`,
  rescored: 'Se recalculó la puntuación',
  arrived: (form: string) => `Llegó por el formulario web ${form}`,
  dealCreated: `abrió ${el(nouns.deal)}`,
  dealEnds: { won: `Se ganó ${el(nouns.deal)}`, lost: `Se perdió ${el(nouns.deal)}` },
  leadConverted: `Viene ${del(nouns.lead)}`,
  fields: (names) => `cambió ${names}`,
  kinds: { activity: 'Actividades', task: 'Tareas', deal: nouns.deal.Many, attachment: 'Archivos' },
  file: { created: 'añadió el archivo', deleted: 'eliminó el archivo' },
  upcoming: 'Próximo',
});

const ofPerson: Messages['ofPerson'] = { open: 'Datos personales…' };

const related: Messages['related'] = {
  add: (label) => `Añadir ${inSentence(label)}`,
  all: (count) => `Ver todo (${count})`,
  none: 'Todavía no hay nada',
  failed: 'No se pudo cargar',
  reports: 'Personas directamente a su cargo',
};

const leads = (nouns: Nouns): Messages['leads'] => ({
  scoreOf: (score) => `Puntuación: ${score} de 100`,
  scoreTitle: 'Puntuación',
  points: (points) => `+${points}`,
  capped: 'La puntuación máxima es 100.',
  noPoints: 'Todavía no hay datos que den puntos.',
  qualify: 'Calificar',
  qualified: (name) => `Se calificó a ${name}`,
  disqualify: 'Descartar',
  disqualified: (name) => `Se descartó a ${name}`,
  disqualifyTitle: (name) => `¿Descartar a ${name}?`,
  reason: 'Motivo',
  reasonHelp: `Se muestra en la cronología para quien retome ${este(nouns.lead)}.`,
  reopen: 'Reabrir',
  reopened: (name) => `${name} vuelve a estar en curso`,
  convert: 'Convertir',
  convertTitle: `Convertir ${nouns.lead.one}`,
  convertLead: (name) =>
    `Elige en qué se convierte ${name}. Se conservan las etiquetas, y quien pueda ver los registros nuevos verá también las notas y las actividades.`,
  converted: (name) => `Conversión de ${name} completada`,
  already: `${capitalized(este(nouns.lead))} ya está convertid${o(nouns.lead)}`,
  customer: nouns.customer.One,
  contact: nouns.contact.One,
  newCustomer: (name) => `${nouns.customer.One} nuev${o(nouns.customer)} «${name}»`,
  newContact: (name) => `${nouns.contact.One} nuev${o(nouns.contact)} «${name}»`,
  useCustomer: `Otr${o(nouns.customer)} ${nouns.customer.one}`,
  useContact: `Otr${o(nouns.contact)} ${nouns.contact.one}`,
  customerOfContact: (name) =>
    `${name}, ${el(nouns.customer)} ${del(nouns.contact)} elegid${o(nouns.contact)}`,
  customerTaken: `Ya hay ${un(nouns.customer)} con este correo. Elíge${lo(nouns.customer)} o cambia el correo ${del(nouns.lead)}.`,
  contactTaken: `Ya hay ${un(nouns.contact)} con este correo. Elíge${lo(nouns.contact)} o cambia el correo ${del(nouns.lead)}.`,
  sameAddress: 'mismo correo o teléfono',
  withDeal: `Crear ${un(nouns.deal)}`,
  dealTitle: 'Título',
  dealValue: 'Valor',
  pipeline: 'Embudo',
  rate: nouns.terms.exchangeRate,
  matchesFailed: 'No se pudo comprobar si ya existe',
});

const dealPage = (nouns: Nouns): Messages['dealPage'] => ({
  fromStage: 'según la etapa',
  useStage: (percent) => `Usar el ${percent} de la etapa`,
  moveTo: (stage) => `Mover a ${stage}`,
  movedTo: (title, stage) => `${title} pasó a ${stage}`,
  next: 'Próxima actividad',
  nothingPlanned: 'No hay nada previsto',
  noCustomer: `Todavía sin ${nouns.customer.one}`,
  noContacts: `Todavía sin ${nouns.contact.many}`,
  more: (count) => `${count} más`,
});

const commandGroups: Messages['commandGroups'] = {
  general: 'General',
  goTo: 'Ir a',
  list: 'Listas',
  tasks: 'Actividades',
  record: 'Registro',
  or: 'o',
};

const palette: Messages['palette'] = {
  label: 'Buscar registros, páginas y acciones',
  placeholder: 'Buscar registros, páginas y acciones',
  results: 'Resultados',
  records: 'Registros',
  actions: 'Acciones',
  pages: 'Páginas',
  searching: 'Buscando…',
  nothing: (words) => (words ? `Sin resultados para «${words}»` : 'Escribe para buscar'),
  findIn: (list, words) => `${list}: ver todo con «${words}»`,
  importMany: (many) => `Importar ${many}…`,
  choose: 'elegir',
  open: 'abrir',
  newTab: 'pestaña nueva',
  allKeys: 'todos los atajos',
};

export const texts = (nouns: Nouns): AreaTexts['dailyWork'] => ({
  activities,
  commandGroups,
  commandTitles,
  answers: answers(nouns),
  composer,
  dealPage: dealPage(nouns),
  leads: leads(nouns),
  notes,
  palette,
  merging: { open: 'Combinar con otro…' },
  ofPerson,
  related,
  sentences: sentences(nouns),
  tasks,
  timeline: timeline(nouns),
  ...dashboardTexts(nouns),
});
