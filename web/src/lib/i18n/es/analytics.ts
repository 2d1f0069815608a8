import { activityMeasureTexts } from './activity-reports.ts';
import { issueMeasureTexts, issuePart, issueParts, issueReportTitles } from './issue-reports.ts';
import type { AreaTexts, Messages } from '../messages.ts';
import type { Noun, Nouns } from '../nouns.ts';
import { pluralIn } from '../plural.ts';
import { los, o, un } from '../spanish.ts';
import {
  moneyCards,
  moneyMeasureTexts,
  moneyPart,
  moneyParts,
  moneyReportTitles,
  moneyTexts,
} from './money-reports.ts';

const plural = pluralIn('es');

type Measures = Messages['analytics']['measures'];

const dealMeasures = (noun: Noun) => {
  const { one, Many } = noun;
  const os = `${o(noun)}s`;
  return {
    wonMinor: {
      label: 'Valor ganado',
      about: `Valor de ${los(noun)} ganad${os} en el periodo, según el día en que se ganaron.`,
    },
    won: { label: `${Many} ganad${os}`, about: `${Many} que se ganaron en el periodo.` },
    lost: { label: `${Many} perdid${os}`, about: `${Many} que se perdieron en el periodo.` },
    lostMinor: { label: 'Valor perdido', about: `Valor de ${los(noun)} perdid${os} en el periodo.` },
    winRate: { label: 'Tasa de éxito', about: `${Many} ganad${os}, del total de ganad${os} o perdid${os}.` },
    averageSize: {
      label: `Valor medio por ${one}`,
      about: `Valor ganado dividido entre el número de ${noun.many} ganad${os}.`,
    },
    averageCycle: {
      label: 'Ciclo de venta',
      about: `Tiempo medio desde que se crea ${un(noun)} hasta que se gana.`,
    },
    activitiesPerWin: {
      label: `Actividades por ${one} ganad${o(noun)}`,
      about: `Número medio de actividades de ${los(noun)} ganad${os} hasta el día en que se ganaron.`,
    },
    dealsCreated: {
      label: `${Many} nuev${os}`,
      about: `${Many} que se crearon en el periodo, sea cual sea su resultado.`,
    },
    createdMinor: { label: 'Valor nuevo', about: `Valor de ${los(noun)} que se crearon en el periodo.` },
    reached: {
      label: 'Llegaron',
      about: `${Many} que se crearon en el periodo y llegaron a esta etapa o más allá.`,
    },
    stageConversion: {
      label: 'Desde la etapa anterior',
      about: `De ${los(noun)} que llegaron a la etapa anterior, porcentaje que llegó a esta.`,
    },
    fromFirst: {
      label: 'Del total',
      about: `De ${los(noun)} que se crearon en el periodo, porcentaje que llegó a esta etapa.`,
    },
    stopped: { label: 'No pasaron de aquí', about: `${Many} cuya etapa más avanzada es esta.` },
    openDeals: { label: `${Many} en curso`, about: `${Many} en curso, según el mes de cierre previsto.` },
    bestMinor: {
      label: 'En el mejor caso',
      about: `Valor de ${los(noun)} en curso, si se ganan tod${os}.`,
    },
    weightedMinor: {
      label: 'Ponderado',
      about: `Valor de ${los(noun)} en curso, ponderado por su probabilidad.`,
    },
  } satisfies Partial<Measures>;
};

const leadMeasures = (noun: Noun) => {
  const { Many } = noun;
  const os = `${o(noun)}s`;
  return {
    leadsCreated: { label: `${Many} nuev${os}`, about: `${Many} que llegaron en el periodo.` },
    converted: { label: `Convertid${os}`, about: `${Many} nuev${os} que ya se convirtieron.` },
    conversion: { label: 'Conversión', about: `Porcentaje de ${noun.many} nuev${os} que se convirtieron.` },
    disqualified: {
      label: `Descartad${os}`,
      about: `${Many} nuev${os} que se descartaron o se perdieron.`,
    },
    answered: {
      label: `Atendid${os}`,
      about: `${Many} nuev${os} con una actividad registrada o completada.`,
    },
    answerTime: {
      label: 'Tiempo de respuesta',
      about: `Tiempo medio desde que se crea ${un(noun)} hasta su primera actividad.`,
    },
  } satisfies Partial<Measures>;
};

const fixed: Omit<
  Messages['analytics'],
  'reports' | 'ofCustomer' | 'parts' | 'part' | 'measures' | 'cards' | keyof ReturnType<typeof moneyTexts>
> = {
  all: 'Informes',
  failed: 'No se pudo cargar el informe',
  nothing: 'No hay datos en este periodo.',
  recounting:
    'Cambió la zona horaria, la moneda o alguna etapa y estas cifras se están recalculando. Hasta que termine, pueden ser incoherentes.',
  filters: 'Filtros del informe',
  range: 'Periodo',
  ranges: {
    year: 'Últimos doce meses',
    quarter: 'Últimos tres meses',
    month: 'Este mes',
    thisYear: 'Este año',
    lastYear: 'El año pasado',
    own: 'Periodo personalizado',
  },
  from: (value) => `antes ${value}`,
  allDays: 'Todos los días',
  fromDay: 'Primer día',
  toDay: 'Último día',
  by: 'Agrupar por',
  periods: {
    usual: 'Automático',
    day: 'Por día',
    week: 'Por semana',
    month: 'Por mes',
    quarter: 'Por trimestre',
    year: 'Por año',
  },
  whose: 'Responsable',
  everybody: 'Todos',
  teamOf: (name) => `Equipo de ${name}`,
  formerMember: 'Exmiembro',
  pipeline: 'Embudo',
  allPipelines: 'Todos los embudos',
  compare: 'Comparar con el periodo anterior',
  thisPeriod: 'Este periodo',
  periodBefore: 'Periodo anterior',
  definition: (label) => `Qué significa «${label}»`,
  shown: 'Métrica del gráfico',
  total: 'Total',
  period: 'Periodo',
  byPeriod: 'Por periodo',
  noPart: 'Ninguno',
  otherCustomers: 'El resto y sin asignar',
  hiddenCustomer: 'Eliminado o sin acceso',
  greatestOnly:
    'Hay demasiados para mostrarlos todos. Solo aparecen los mayores de cada año; los demás están en «El resto y sin asignar».',
  undated: (what, best, weighted) =>
    `En curso y sin fecha de cierre prevista: ${what}, por ${best} (valor ponderado: ${weighted}). No se incluyen en ningún mes de abajo.`,
  ofActivities: { kind: 'Tipo', thisWeek: 'Esta semana', lastWeek: 'La semana pasada' },
  history: {
    filters: 'Filtros de actividades',
    anyKind: 'Todos los tipos',
    outcome: 'Resultado',
    anyOutcome: 'Todos los resultados',
    noOutcome: 'Sin resultado',
    shown: (count, isMore) =>
      plural(
        count,
        isMore
          ? { other: 'Las # actividades más recientes' }
          : { one: '# actividad', other: '# actividades' },
      ),
    failed: 'No se pudieron cargar las actividades',
    latest: 'Últimas actividades',
    all: 'Todas las actividades',
    hidden: 'Se eliminó o no tienes acceso',
    empty: {
      all: {
        title: 'Todavía no hay actividades',
        text: 'Aquí aparecen las llamadas, correos, reuniones y notas de tus registros, con lo más reciente primero.',
      },
      narrowed: { title: 'Ninguna actividad coincide', text: 'Ningún resultado coincide con los filtros.' },
    },
  },
};

const partTexts = (nouns: Nouns): Pick<Messages['analytics'], 'parts' | 'part'> => ({
  parts: {
    pipeline: 'Por embudo',
    stage: 'Por etapa',
    source: 'Por origen',
    customerStatus: 'Por estado',
    customer: `Por ${nouns.customer.one}`,
    member: 'Por persona',
    activityType: 'Por tipo',
    outcome: 'Por resultado',
    ...moneyParts(nouns),
    ...issueParts,
  },
  part: {
    pipeline: 'Embudo',
    stage: 'Etapa',
    source: 'Origen',
    customerStatus: 'Estado',
    customer: nouns.customer.One,
    member: 'Persona',
    activityType: 'Tipo',
    outcome: 'Resultado',
    ...moneyPart(nouns),
    ...issuePart,
  },
});

const analytics = (nouns: Nouns): Messages['analytics'] => ({
  ...fixed,
  ...moneyTexts(nouns),
  cards: moneyCards(nouns),
  reports: {
    deals: `${nouns.deal.Many} ganad${o(nouns.deal)}s`,
    customerRevenue: `Valor ganado por ${nouns.customer.one}`,
    leads: nouns.lead.Many,
    customers: nouns.customer.Many,
    funnel: 'Embudo de conversión',
    forecast: 'Previsión',
    leadSources: 'Orígenes',
    activities: 'Actividades',
    activityOutcomes: 'Resultados de actividades',
    people: 'Personas',
    ...moneyReportTitles(nouns),
    ...issueReportTitles(nouns),
  },
  ofCustomer: {
    title: 'Ventas',
    failed: 'No se pudieron cargar las cifras',
    open: 'En curso',
    won: `Ganad${o(nouns.deal)}s`,
    lost: `Perdid${o(nouns.deal)}s`,
    average: 'Valor medio',
    worth: (count, sum) => `${plural(count, { other: '#' })}, ${sum}`,
    byMonth: 'Ganado en los últimos doce meses',
    lastWon: (month) => `Última venta: ${month}`,
    nothing: 'Todavía no hay nada en el embudo.',
  },
  ...partTexts(nouns),
  measures: {
    ...dealMeasures(nouns.deal),
    ...leadMeasures(nouns.lead),
    ...moneyMeasureTexts(nouns),
    ...issueMeasureTexts(nouns),
    customersCreated: {
      label: `${nouns.customer.Many} nuev${o(nouns.customer)}s`,
      about: `${nouns.customer.Many} que se añadieron en el periodo.`,
    },
    reachedMinor: {
      label: 'Valor que llegó',
      about: `Valor total de ${los(nouns.deal)} que llegaron a esta etapa o más allá.`,
    },
    stoppedMinor: {
      label: 'Valor que no pasó de aquí',
      about: `Valor total de ${los(nouns.deal)} que no pasaron de esta etapa.`,
    },
    ...activityMeasureTexts,
  },
});

export const texts = (nouns: Nouns): AreaTexts['analytics'] => ({
  analytics: analytics(nouns),
});
