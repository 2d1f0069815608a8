import type { Money } from '#contract/field.ts';
import { a } from '#contract/noun.ts';
import type { Organization } from '#contract/organization.ts';
import { formatShare } from '#lib/i18n/format.ts';
import { t, withTexts } from '#lib/i18n/i18n.svelte.ts';
import { capitalized } from '#lib/i18n/plural.ts';
import { o, un } from '#lib/i18n/spanish.ts';
import { recordView } from '../record-view.ts';
import type { Effective } from '../view.ts';

export default recordView('deal', {
  status: 'stageId',
  columns: [
    { field: 'title', width: 296 },
    { field: 'value', width: 124 },
    { field: 'stageId', width: 132 },
    { field: 'customerId', width: 168 },
    { field: 'closeDate', width: 128, from: ['closedAt', 'expectedCloseDate'] },
    { field: 'ownerId', width: 120 },
    { field: 'tagIds', width: 132 },
    { field: 'createdAt', width: 100 },
  ],
  unlisted: ['position', 'openStageId'],
  subtitle: ['value', 'customerId', 'expectedCloseDate'],
  readOnlyFields: ['closedAt'],
  related: [
    { type: 'quote', by: 'dealId' },
    { type: 'order', by: 'dealId' },
    { type: 'invoice', by: 'dealId' },
  ],
  main: () => withTexts('documents', import('../documents/DocumentLines.svelte')),
  summary: () => withTexts('deals', import('../deals/DealStages.svelte')),
  beside: () => import('../deals/DealPeople.svelte'),
  effective: (name, deal, { organization }) =>
    name === 'probability' ? probabilityOf(deal, organization) : undefined,
  boardParts: () => withTexts('deals', import('../deals/deal-board.ts')),
  needless: (values, { organization }) => [
    ...(isInOwnCurrency(values, organization) ? ['exchangeRate'] : []),
    ...(isLost(values, organization) ? [] : ['lostReason']),
  ],
  texts: {
    en: (nouns) => ({
      about: `${capitalized(a(nouns.deal))} is a potential sale. It moves through the stages of its pipeline until it is won or lost.`,
      fields: {
        lines: 'Lines',
        discountPercent: 'Overall discount %',
        expectedCloseDate: 'Expected close',
        lostReason: 'Reason',
        closedAt: 'Closed',
        closeDate: 'Close date',
        stageSince: 'In stage since',
        stageSeconds: 'Time in stages',
        openStageId: 'Last open stage',
        furthestStageId: 'Furthest stage',
        position: 'Position',
      },
      help: {
        value: 'With lines, this is their sum.',
        exchangeRate: 'The value of one unit of this currency in your organization’s currency.',
        probability: 'In percent. If empty, the stage’s probability applies.',
      },
    }),
    es: (nouns) => ({
      about: `${capitalized(un(nouns.deal))} es una oportunidad de vender. Pasa por las etapas de su embudo hasta que se gana o se pierde.`,
      fields: {
        lines: 'Líneas',
        discountPercent: 'Descuento general (%)',
        expectedCloseDate: 'Cierre previsto',
        lostReason: 'Motivo',
        closedAt: `Cerrad${o(nouns.deal)}`,
        closeDate: 'Cierre',
        stageSince: 'En la etapa desde',
        stageSeconds: 'Tiempo en cada etapa',
        openStageId: 'Última etapa abierta',
        furthestStageId: 'Etapa más avanzada',
        position: 'Posición',
      },
      help: {
        value: 'Si hay líneas, es la suma de todas.',
        exchangeRate: 'Valor de una unidad de esta moneda en la moneda de tu organización.',
        probability: 'En porcentaje. Si está vacía, se aplica la de la etapa.',
      },
    }),
  },
});

type Values = Record<string, unknown>;

/** The probability of a deal: its own if it is open and has one, otherwise that of its stage. */
function probabilityOf({ stageId, probability }: Values, { pipelines }: Organization): Effective | undefined {
  const stage = pipelines.flatMap(({ stages }) => stages).find(({ id }) => id === stageId);
  if (!stage) return undefined;
  const ofStage = formatShare(stage.probability / 100);
  return typeof probability === 'number' && stage.meaning === 'open'
    ? { text: formatShare(probability / 100), reset: t.dealPage.useStage(ofStage) }
    : { text: ofStage, from: t.dealPage.fromStage };
}

const isInOwnCurrency = ({ value }: Values, { currency }: Organization): boolean =>
  ((value as Money | undefined)?.currency ?? currency) === currency;

const isLost = ({ stageId }: Values, { pipelines }: Organization): boolean =>
  pipelines.some(({ stages }) => stages.some(({ id, meaning }) => id === stageId && meaning === 'lost'));
