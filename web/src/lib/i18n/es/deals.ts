import { inSentence } from '../in-sentence.ts';
import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import { este, o } from '../spanish.ts';

const plural = pluralIn('es');

const deals = (nouns: Nouns): Messages['deals'] => ({
  pipeline: 'Embudo',
  open: (sum) => `${sum} en curso`,
  days: (count) => (count === 0 ? 'Hoy' : plural(count, { one: '# día', other: '# días' })),
  daysInStage: (count) => plural(count, { one: '# día en la etapa', other: '# días en la etapa' }),
  closes: (date) => `cierra el ${date}`,
  overdue: (date) => `Debía cerrar el ${date}`,
  noDate: 'Sin fecha de cierre',
  won: `Ganad${o(nouns.deal)}`,
  lost: `Perdid${o(nouns.deal)}`,
  win: `Ganad${o(nouns.deal)}`,
  winTitle: (title) => `${title}: ganad${o(nouns.deal)}`,
  winAction: `Marcar como ganad${o(nouns.deal)}`,
  closedOn: `Ganad${o(nouns.deal)} el`,
  lose: `Perdid${o(nouns.deal)}`,
  loseTitle: (title) => `${title}: perdid${o(nouns.deal)}`,
  loseAction: `Marcar como perdid${o(nouns.deal)}`,
  reason: 'Motivo',
  reopen: 'Reabrir',
  isWon: (title) => `Se ganó «${title}»`,
  isLost: (title) => `Se perdió «${title}»`,
  reopened: (title) => `Se reabrió «${title}»`,
  overWon: `Sobre Ganad${o(nouns.deal)}`,
  overLost: `Sobre Perdid${o(nouns.deal)}`,
  hintTouch: `Arrastra a una etapa, o a Ganad${o(nouns.deal)} o Perdid${o(nouns.deal)}`,
  timeIn: 'Tiempo en cada etapa',
  notCounted: `Sin ${inSentence(nouns.terms.exchangeRate)}, ${este(nouns.deal)} no se incluye en los totales.`,
});

/** UI text for boards of deals, and for winning and losing them. */
export const texts = (nouns: Nouns) => ({
  deals: deals(nouns),
});
