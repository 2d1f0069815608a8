import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { del, el, este, o, un } from '../spanish.ts';
import { capitalized } from '../plural.ts';

export const related = (nouns: Nouns): Messages['related'] => ({
  add: (label) => `Añadir: ${label}`,
  all: (count) => `Ver los ${count}`,
  none: 'Todavía nada',
  failed: 'No se pudo cargar',
  reports: 'A su cargo',
  becameOf: `Viene ${del(nouns.lead)}`,
});

export const leads = (nouns: Nouns): Messages['leads'] => ({
  scoreOf: (score) => `Puntuación: ${score} de 100`,
  scoreTitle: 'Puntuación',
  points: (points) => `+${points}`,
  capped: 'La puntuación máxima es 100.',
  noPoints: 'Todavía no hay datos que den puntos.',
  qualify: 'Calificar',
  qualified: (name) => `${name} queda calificado`,
  disqualify: 'Descartar',
  disqualified: (name) => `${name} queda descartado`,
  disqualifyTitle: (name) => `¿Descartar a ${name}?`,
  reason: 'Motivo',
  reasonHelp: `Queda en la cronología, para quien retome ${este(nouns.lead)}.`,
  reopened: (name) => `${name} vuelve a estar en curso`,
  convert: 'Convertir',
  convertTitle: `Convertir ${nouns.lead.one}`,
  convertLead: (name) =>
    `Elige en qué se convierte ${name}. Se conservan las notas, las actividades y las etiquetas.`,
  converted: (name) => `${name} se ha convertido`,
  already: `${capitalized(este(nouns.lead))} está convertid${o(nouns.lead)}`,
  customer: nouns.customer.One,
  contact: nouns.contact.One,
  newCustomer: (name) => `${nouns.customer.One} nuev${o(nouns.customer)} «${name}»`,
  newContact: (name) => `${nouns.contact.One} nuev${o(nouns.contact)} «${name}»`,
  useCustomer: `Otr${o(nouns.customer)} ${nouns.customer.one}`,
  useContact: `Otr${o(nouns.contact)} ${nouns.contact.one}`,
  customerOfContact: (name) =>
    `${name}, ${el(nouns.customer)} ${del(nouns.contact)} elegid${o(nouns.contact)}`,
  sameAddress: 'mismo correo o teléfono',
  withDeal: `Crear ${un(nouns.deal)}`,
  dealTitle: 'Título',
  dealValue: 'Valor',
  pipeline: 'Embudo',
  rate: 'Tipo de cambio',
  matchesFailed: 'No se pudo comprobar si ya existe',
});
