import type { Messages } from '../messages.ts';
import type { Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import { este, o } from '../spanish.ts';

const plural = pluralIn('es');

const deals = (nouns: Nouns): Messages['deals'] => ({
  skip: 'Ir a las tarjetas',
  stages: 'Etapas',
  pipeline: 'Embudo',
  open: (sum) => `${sum} en curso`,
  weighted: (sum) => `${sum} ponderados`,
  addIn: (stage) => `Añadir ${nouns.deal.one} en ${stage}`,
  empty: `No hay ${nouns.deal.many} en esta etapa`,
  failed: 'No se pudo cargar el tablero',
  moreFailed: 'No se pudieron cargar más tarjetas',
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
  isWon: (title) => `Se ha ganado «${title}»`,
  isLost: (title) => `Se ha perdido «${title}»`,
  reopened: (title) => `Se ha reabierto «${title}»`,
  cameFrom: 'Etapa anterior',
  notMoved: (title, why) => `${title} volvió a su sitio: ${why}`,
  moved: (title, stage, place, count) => `${title} pasó a ${stage}, ${place} de ${count}`,
  lifted: (title, stage, place, count) =>
    `${title}, seleccionad${o(nouns.deal)}. ${stage}, ${place} de ${count}. Usa las flechas para mover, Espacio para soltar y Escape para cancelar.`,
  over: (stage, place, count) => `${stage}, ${place} de ${count}`,
  overWon: `Sobre Ganad${o(nouns.deal)}`,
  overLost: `Sobre Perdid${o(nouns.deal)}`,
  putBack: (title) => `${title} vuelve a su sitio`,
  hintStage: 'etapa',
  hintPlace: 'posición',
  hintDrop: 'soltar',
  hintBack: 'cancelar',
  hintTouch: `Arrastra a una etapa, o a Ganad${o(nouns.deal)} o Perdid${o(nouns.deal)}`,
  space: 'Espacio',
  lift: 'Pulsa Espacio para mover esta tarjeta con el teclado',
  timeIn: 'Tiempo en cada etapa',
  notCounted: `Sin tipo de cambio, ${este(nouns.deal)} no se incluye en los totales.`,
  cards: (stage) => `${nouns.deal.Many} en ${stage}`,
});

/** UI text for boards, and for winning and losing deals. */
export const texts = (nouns: Nouns) => ({
  deals: deals(nouns),
});
