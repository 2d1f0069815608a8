import { a } from '#lib/i18n/en/nouns.ts';
import { un } from '#lib/i18n/es/nouns.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import type { TypeTexts } from '#lib/i18n/record-texts.ts';

export const texts: TypeTexts<'deal'> = {
  en: (nouns) => ({
    about: `${capitalized(a(nouns.deal))} is a chance to sell. It moves through the stages of its pipeline until it is won or lost.`,
    fields: {
      expectedCloseDate: 'Expected close',
      lostReason: 'Reason',
      closedAt: 'Closed',
      closeDate: 'Close date',
      stageSince: 'In stage since',
      stageSeconds: 'Time in stages',
      openStageId: 'Came from',
      furthestStageId: 'Furthest stage',
      position: 'Place',
    },
    help: {
      exchangeRate: 'The value of one unit of this currency in your organization’s currency.',
      probability: 'In percent. If empty, the stage’s probability applies.',
    },
  }),
  es: (nouns) => ({
    about: `${capitalized(un(nouns.deal))} es una oportunidad de vender. Pasa por las etapas de su embudo hasta que se gana o se pierde.`,
    fields: {
      expectedCloseDate: 'Cierre previsto',
      lostReason: 'Motivo',
      closedAt: 'Cerrado',
      closeDate: 'Cierre',
      stageSince: 'En la etapa desde',
      stageSeconds: 'Tiempo por etapas',
      openStageId: 'Venía de',
      furthestStageId: 'Etapa más avanzada',
      position: 'Lugar',
    },
    help: {
      exchangeRate: 'Valor de una unidad de esta moneda en la moneda de tu organización.',
      probability: 'En porcentaje. Si está vacía, se aplica la de la etapa.',
    },
  }),
};
