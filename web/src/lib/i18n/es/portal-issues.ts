import type { AreaTexts } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { capitalized, pluralIn } from '../plural.ts';
import { este, lo, los, o, un } from '../spanish.ts';

const plural = pluralIn('es');

/** UI text for issues in the customer portal. */
export const portalIssues = ({ contact, issue }: Nouns): AreaTexts['portal']['portalIssues'] => ({
  failed: `No se pudieron cargar ${los(issue)}`,
  none: `Aún no hay ${issue.many}`,
  noneText: (organization) => `Cuéntale a ${organization} en qué te puede ayudar.`,
  noneOpen: `No hay ${issue.many} abiert${o(issue)}s`,
  noneOpenText: `¿Necesitas ayuda? Abre ${un(issue)}.`,
  show: 'Mostrar',
  open: `Abiert${o(issue)}s`,
  all: `Tod${o(issue)}s`,
  add: `Nuev${o(issue)} ${issue.one}`,
  addText: (organization) =>
    `${organization} ${lo(issue)} recibe al momento. Aquí encontrarás sus respuestas.`,
  subject: 'Asunto',
  subjectHelp: '¿De qué se trata, en pocas palabras?',
  description: 'Descripción',
  send: 'Enviar',
  sentAt: (date) => `Abiert${o(issue)} el ${date}`,
  contact: (name) => `${contact.One}: ${name}`,
  lastAnswer: (date) => `Última respuesta ${date}`,
  answers: 'Respuestas',
  answersFailed: 'No se pudieron cargar las respuestas',
  earlier: 'Mostrar respuestas anteriores',
  noAnswers: (organization) => `${organization} aún no ha respondido.`,
  ownSide: 'Tu equipo',
  hint: 'Escribe una respuesta',
  attach: 'Adjuntar archivos',
  dropNow: 'Suelta para adjuntar',
  files: 'Archivos',
  remove: (name) => `Quitar ${name}`,
  download: (name) => `Descargar ${name}`,
  tooManyFiles: (most) => plural(most, { other: 'Puedes enviar # archivos a la vez.' }),
  filesUnderWay: 'Espera a que se suban los archivos.',
  filesFailed: 'Algunos archivos no se subieron. Inténtalo de nuevo o quítalos.',
  filesFollow: 'Los archivos se envían en cuanto terminen de subirse.',
  resolve: `Ya está resuelt${o(issue)}`,
  reopens: (date) =>
    `${capitalized(este(issue))} está resuelt${o(issue)}. Para volver a abrirl${o(issue)}, responde a más tardar el ${date}.`,
  over: (date) => `${capitalized(este(issue))} se resolvió el ${date}. Ya no puedes responder.`,
  closed: `Ya no puedes responder a ${este(issue)}.`,
  openNew: `Abrir ${un(issue)} sobre esto`,
  rate: '¿Qué te pareció nuestra atención?',
  good: 'Buena',
  bad: 'Mala',
  comment: '¿Quieres contarnos algo más? (opcional)',
  sendRating: 'Enviar',
  rated: {
    good: 'Valoraste nuestra atención como buena. ¡Gracias!',
    bad: 'Valoraste nuestra atención como mala. Gracias por decírnoslo.',
  },
  notDone: (why) => `No se pudo hacer: ${why}`,
  toAll: issue.Many,
});
