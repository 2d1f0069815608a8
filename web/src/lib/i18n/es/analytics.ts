import type { Messages } from '../messages.ts';
import { inSentence, pluralIn } from '../plural.ts';

const plural = pluralIn('es');

type Own = Messages['analytics']['ownMeasures'];
/** For words of an organization's own, whose gender nobody knows. */
const dealMeasures: Own['deal'] = ({ one, many }) => {
  const [single, several] = [inSentence(one), inSentence(many)];
  return {
    wonMinor: {
      label: 'Valor ganado',
      about: `Valor de ${several} con éxito en el periodo, en el día del éxito.`,
    },
    won: { label: `${many} con éxito`, about: `${many} que se ganaron en el periodo.` },
    lost: { label: `${many} sin éxito`, about: `${many} que se perdieron en el periodo.` },
    lostMinor: { label: 'Valor perdido', about: `Valor de ${several} que se perdieron en el periodo.` },
    winRate: { label: 'Tasa de éxito', about: `${many} con éxito, del total que terminó con o sin él.` },
    averageSize: {
      label: `Media por ${single}`,
      about: `Valor ganado, repartido entre ${several} con éxito.`,
    },
    averageCycle: { label: 'Ciclo de venta', about: `De crear cada ${single} al éxito, de media.` },
    dealsCreated: {
      label: `Altas de ${several}`,
      about: `${many} que se crearon en el periodo, sea cual sea su final.`,
    },
    createdMinor: { label: 'Valor nuevo', about: `Valor de ${several} que se crearon en el periodo.` },
    reached: { label: 'Llegaron', about: `${many} del periodo que llegaron a la etapa o más allá.` },
    stageConversion: {
      label: 'Desde la etapa anterior',
      about: `De ${several} que llegaron a la etapa anterior.`,
    },
    fromFirst: { label: 'Del total', about: `De ${several} que se crearon en el periodo.` },
    stopped: { label: 'No pasaron de aquí', about: `${many} cuya etapa más avanzada es esta.` },
    openDeals: { label: `${many} en curso`, about: `${many} en curso según el mes en que se esperan.` },
    bestMinor: { label: 'En el mejor caso', about: `Valor de ${several} en curso, con éxito en todo.` },
    weightedMinor: { label: 'Ponderado', about: `Valor de ${several} en curso, según su probabilidad.` },
  };
};
const leadMeasures: Own['lead'] = ({ one, many }) => {
  const [single, several] = [inSentence(one), inSentence(many)];
  return {
    leadsCreated: { label: `Altas de ${several}`, about: `${many} que llegaron en el periodo.` },
    converted: { label: 'Conversiones', about: `De ese total, ${several} con conversión desde entonces.` },
    conversion: { label: 'Conversión', about: `${many} con conversión, del total que llegó.` },
    disqualified: { label: 'Descartes', about: `De ese total, ${several} que se abandonaron.` },
    answered: { label: 'Con respuesta', about: `${many} con una primera actividad.` },
    answerTime: {
      label: 'Tiempo de respuesta',
      about: `Desde que llega cada ${single} hasta su primera actividad, de media.`,
    },
  };
};
const customerMeasures: Own['customer'] = ({ many }) => {
  const several = inSentence(many);
  return {
    customersCreated: { label: `Altas de ${several}`, about: `${many} que se añadieron en el periodo.` },
  };
};

export const analytics: Messages['analytics'] = {
  ownMeasures: { deal: dealMeasures, lead: leadMeasures, customer: customerMeasures },
  all: 'Informes',
  failed: 'No se pudo cargar el informe',
  nothing: 'No pasó nada en este periodo.',
  recounting:
    'Se cambió la zona horaria, la moneda o alguna etapa y estas cifras se están recalculando: hasta que acabe son una mezcla.',
  reports: {
    deals: 'Ingresos',
    funnel: 'Embudo',
    forecast: 'Previsión',
    leadSources: 'Orígenes',
    activities: 'Actividades',
    people: 'Personas',
  },
  filters: 'Qué abarca el informe',
  range: 'Periodo',
  ranges: {
    year: 'Últimos doce meses',
    quarter: 'Últimos tres meses',
    month: 'Este mes',
    thisYear: 'Este año',
    lastYear: 'El año pasado',
    own: 'Otros días',
  },
  from: (value) => `antes ${value}`,
  allDays: 'Todos los días',
  fromDay: 'Primer día',
  toDay: 'Último día',
  by: 'Dividido por',
  periods: {
    usual: 'Dividido según convenga',
    day: 'Por día',
    week: 'Por semana',
    month: 'Por mes',
    quarter: 'Por trimestre',
    year: 'Por año',
  },
  whose: 'De quién',
  everybody: 'Todos',
  teamOf: (name) => `Equipo de ${name}`,
  formerMember: 'Alguien que ya no está',
  pipeline: 'Embudo',
  allPipelines: 'Todos los embudos',
  compare: 'Comparar con el periodo anterior',
  shown: 'Cifra del gráfico',
  total: 'En total',
  period: 'Periodo',
  byPeriod: 'Por periodo',
  noPart: 'Ninguno',
  revenueBy: (single) => `Ingresos por ${single}`,
  otherCustomers: 'Lo demás, y lo que no tiene',
  hiddenCustomer: 'Ya no está, o no puedes verlo',
  greatestOnly:
    'Hubo tantas compras que solo se miraron las mayores sumas de cada año; el resto está en «Lo demás».',
  undated: (what, best, weighted) =>
    `En curso y sin fecha prevista: ${what}, por ${best}, ponderado ${weighted}. No cuentan en ningún mes de abajo.`,
  ofActivities: { kind: 'Tipo', thisWeek: 'Esta semana', lastWeek: 'La semana anterior' },
  history: {
    filters: 'Qué actividades',
    anyKind: 'De cualquier tipo',
    shown: (count, isMore) =>
      plural(
        count,
        isMore
          ? { other: 'Las # actividades más recientes' }
          : { one: '# actividad', other: '# actividades' },
      ),
    failed: 'No se pudieron cargar las actividades',
    hidden: 'De algo que ya no está o que no puedes ver',
    empty: {
      all: {
        title: 'Aún no se ha hecho nada',
        text: 'Aquí están las llamadas, correos, reuniones y notas que se añaden a cada ficha, con lo más reciente primero.',
      },
      narrowed: { title: 'Ninguna actividad así', text: 'Nada encaja con lo que has elegido.' },
    },
  },
  ofCustomer: {
    title: 'Ventas',
    failed: 'No se pudieron cargar las cifras',
    open: 'Abiertos',
    won: 'Ganados',
    lost: 'Perdidos',
    average: 'Media',
    worth: (count, sum) => `${plural(count, { other: '#' })}, ${sum}`,
    byMonth: 'Ganado en los últimos doce meses',
    lastWon: (month) => `Última venta: ${month}`,
    nothing: 'Aún no se ha ofrecido ni vendido nada.',
  },
  parts: {
    pipeline: 'Por embudo',
    stage: 'Por etapa',
    source: 'Por origen',
    customerStatus: 'Por estado',
    customer: 'Por cliente',
    member: 'Por persona',
  },
  part: {
    pipeline: 'Embudo',
    stage: 'Etapa',
    source: 'Origen',
    customerStatus: 'Estado',
    customer: 'Cliente',
    member: 'Persona',
  },
  measures: {
    wonMinor: { label: 'Valor ganado', about: 'Valor de los negocios ganados, el día en que se ganaron.' },
    won: { label: 'Negocios ganados', about: 'Negocios marcados como ganados en el periodo.' },
    lost: { label: 'Negocios perdidos', about: 'Negocios marcados como perdidos en el periodo.' },
    lostMinor: { label: 'Valor perdido', about: 'Valor de los negocios perdidos en el periodo.' },
    winRate: { label: 'Tasa de éxito', about: 'Negocios ganados, de los ganados o perdidos.' },
    averageSize: { label: 'Negocio medio', about: 'Valor ganado, repartido entre los negocios ganados.' },
    averageCycle: { label: 'Ciclo de venta', about: 'De crear un negocio a ganarlo, de media.' },
    dealsCreated: {
      label: 'Negocios nuevos',
      about: 'Negocios creados en el periodo, sea cual sea su final.',
    },
    createdMinor: { label: 'Valor nuevo', about: 'Valor de los negocios creados en el periodo.' },
    reached: {
      label: 'Llegaron',
      about: 'Negocios creados en el periodo que llegaron a la etapa o más allá.',
    },
    stageConversion: {
      label: 'Desde la etapa anterior',
      about: 'De los negocios que llegaron a la etapa anterior.',
    },
    fromFirst: { label: 'Del total', about: 'De los negocios creados en el periodo.' },
    reachedMinor: { label: 'Valor que llegó', about: 'Su valor.' },
    stopped: { label: 'No pasaron de aquí', about: 'Negocios cuya etapa más avanzada es esta.' },
    stoppedMinor: { label: 'Valor que no pasó', about: 'Su valor.' },
    openDeals: { label: 'Negocios abiertos', about: 'Negocios abiertos según el mes en que se esperan.' },
    bestMinor: { label: 'En el mejor caso', about: 'Valor de los negocios abiertos, si se ganan todos.' },
    weightedMinor: {
      label: 'Ponderado',
      about: 'Valor de los negocios abiertos, cada uno según su probabilidad.',
    },
    leadsCreated: { label: 'Prospectos nuevos', about: 'Prospectos que llegaron en el periodo.' },
    converted: { label: 'Convertidos', about: 'De ellos, los que se convirtieron desde entonces.' },
    conversion: { label: 'Conversión', about: 'Prospectos convertidos, de todos los que llegaron.' },
    disqualified: { label: 'Descartados', about: 'De ellos, los que se abandonaron.' },
    answered: { label: 'Atendidos', about: 'Prospectos con una primera actividad.' },
    answerTime: {
      label: 'Tiempo de respuesta',
      about: 'Desde que llega un prospecto hasta su primera actividad, de media.',
    },
    customersCreated: { label: 'Clientes nuevos', about: 'Clientes añadidos en el periodo.' },
    activities: { label: 'Actividades', about: 'Todo lo que se hizo, en el día de su fecha.' },
    call: { label: 'Llamadas', about: 'Actividades que son llamadas.' },
    email: { label: 'Correos', about: 'Actividades que son correos.' },
    meeting: { label: 'Reuniones', about: 'Actividades que son reuniones.' },
    note: { label: 'Notas', about: 'Actividades que son notas.' },
    task: { label: 'Tareas', about: 'Actividades que son tareas hechas.' },
    minutes: { label: 'Minutos', about: 'Duración de las actividades, sumada.' },
  },
};
