import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import { del, el, los, o, un } from '../spanish.ts';

const plural = pluralIn('es');

const byItself = (nouns: Nouns): Messages['dashboard']['byItself'] => ({
  overdue: 'venció',
  expired: 'caducó',
  acceptedOnline: `– aceptad${o(nouns.quote)} por ${el(nouns.customer)}`,
  declinedOnline: `– rechazad${o(nouns.quote)} por ${el(nouns.customer)}`,
  answeredByCustomer: `– con respuesta ${del(nouns.customer)}`,
  rated: `– valorad${o(nouns.issue)} por ${el(nouns.customer)}`,
  reminded: '– recordatorio de pago enviado',
  notReminded: '– recordatorio de pago no enviado',
});

const dashboard = (nouns: Nouns): Messages['dashboard'] => ({
  greeting: (hour, name) =>
    `${hour < 12 ? 'Buenos días' : hour < 20 ? 'Buenas tardes' : 'Buenas noches'}${name ? `, ${name}` : ''}`,
  today: (count) =>
    count === 0
      ? `Hoy todavía no hay ${nouns.contact.many} nuev${o(nouns.contact)}s.`
      : plural(count, {
          one: `# ${nouns.contact.one} nuev${o(nouns.contact)} hoy.`,
          other: `# ${nouns.contact.many} nuev${o(nouns.contact)}s hoy.`,
        }),
  failed: 'No se pudo cargar el panel',
  emptyTitle: 'Todavía no hay datos',
  emptyText: `Las cifras aparecerán aquí en cuanto haya ${nouns.contact.many}. Crea ${un(nouns.contact)} o echa un vistazo con datos de ejemplo.`,
  addedInDays: (count, days) =>
    `${plural(count, { one: `# nuev${o(nouns.contact)}`, other: `# nuev${o(nouns.contact)}s` })} en ${days} días`,
  newInMonth: (count) =>
    `${plural(count, { one: `# nuev${o(nouns.customer)}`, other: `# nuev${o(nouns.customer)}s` })} este mes`,
  from: (before) => `antes ${before}`,
  newPerDay: `${nouns.contact.Many} nuev${o(nouns.contact)}s`,
  newPerDaySummary: (week, before) =>
    `${nouns.contact.Many} nuev${o(nouns.contact)}s por día en dos semanas: ${week} esta semana, ${before} la anterior.`,
  day: 'Día',
  asTable: 'Ver como tabla',
  asChart: 'Ver como gráfico',
  recent: 'Actividad reciente',
  activities: 'Actividades de la semana',
  noActivity: 'Todavía no hay actividad.',
  byForm: 'llegó por un formulario web',
  byItself: byItself(nouns),
  verbs: {
    created: 'creó',
    updated: 'actualizó',
    deleted: 'eliminó',
    restored: 'restauró',
    moved: 'movió',
    won: 'ganó',
    lost: 'perdió',
    reopened: 'reabrió',
    reordered: 'movió',
    qualified: 'calificó a',
    disqualified: 'descartó a',
    converted: 'convirtió a',
    confirmed: 'confirmó',
    delivered: 'registró una entrega de',
    fulfilled: 'entregó el resto de',
    deliveryCorrected: 'corrigió la entrega de',
    canceled: 'anuló',
    sent: 'envió',
    markedSent: `marcó como enviad${o(nouns.quote)}:`,
    accepted: 'registró la aceptación de',
    declined: 'registró el rechazo de',
    linksRevoked: 'revocó los enlaces a',
    ordered: `creó ${un(nouns.order)} a partir de`,
    invoiced: `creó ${un(nouns.invoice)} a partir de`,
    issued: 'emitió',
    voided: 'anuló',
    credited: `emitió ${un(nouns.creditNote)} de`,
    settled: `cambió ${los(nouns.payment)} de`,
    released: 'cambió la asignación de',
    refunded: 'registró un reembolso de',
    answered: 'respondió a',
    merged: 'combinó',
    separated: 'deshizo la combinación de',
    'note.created': 'escribió una nota en',
    'note.updated': 'editó una nota en',
    'note.deleted': 'eliminó una nota en',
    'note.restored': 'restauró una nota en',
  },
});

const selling = (nouns: Nouns): Messages['selling'] => ({
  leadsByStatus: `${nouns.lead.Many} por estado`,
  contactsByStatus: `${nouns.contact.Many} por estado`,
  closedLeads: `${nouns.lead.Many} cerrad${o(nouns.lead)}s este mes`,
  newLeads: `${nouns.lead.Many} de esta semana`,
  openDeals: `${nouns.deal.Many} en curso`,
  worth: (sum) => `por ${sum}`,
  wonMonth: 'Ganado este mes',
  pipeline: 'Embudo',
  pipelineSummary: (parts) => `${nouns.deal.Many} en curso por etapa: ${parts}`,
  weighted: (sum) => `Valor ponderado: ${sum}`,
  noTasks: 'Estás al día.',
  allTasks: 'Todas las tareas',
});

export const dashboardTexts = (nouns: Nouns) => ({
  dashboard: dashboard(nouns),
  selling: selling(nouns),
});
