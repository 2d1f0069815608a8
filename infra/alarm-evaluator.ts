import { at, listAt, textAt, type Properties } from './synthesized.ts';

/** For tests only: decides as CloudWatch does in which state an alarm of a template is. */

export type AlarmState = 'OK' | 'ALARM' | 'INSUFFICIENT_DATA';

export type AlarmMetric = { name: string; statistic: string; dimensions: Record<string, string> };

/** One value per period, the newest last. `undefined` is a period without data, an empty series a metric without data. */
export type Series = readonly (number | undefined)[];

/** All metrics that an alarm uses. */
export function metricsOf(alarm: Properties): AlarmMetric[] {
  const single = alarm.MetricName === undefined ? [] : [alarm];
  const combined = listAt(alarm, 'Metrics').flatMap((entry) => at(entry, 'MetricStat') ?? []);
  return [
    ...single.map((metric) => asMetric(metric, alarm)),
    ...combined.map((stat) => asMetric(at(stat, 'Metric'), stat)),
  ];
}

const asMetric = (metric: unknown, part: unknown): AlarmMetric => ({
  name: textAt(metric, 'MetricName'),
  statistic: String(at(part, 'Stat') ?? at(part, 'Statistic') ?? at(part, 'ExtendedStatistic')),
  dimensions: Object.fromEntries(
    listAt(metric, 'Dimensions').map((entry) => [textAt(entry, 'Name'), plain(at(entry, 'Value'))]),
  ),
});

/** Renders `Ref` as the id and `Fn::GetAtt` as id and attribute with a dot. */
function plain(value: unknown): string {
  if (typeof value === 'string') return value;
  const { Ref, 'Fn::GetAtt': attribute } = value as { Ref?: string; 'Fn::GetAtt'?: string[] };
  return Ref ?? attribute?.join('.') ?? JSON.stringify(value);
}

/** The state after the newest period. CloudWatch may wait some periods longer before it counts data as missing. */
export function stateOf(alarm: Properties, seriesOf: (metric: AlarmMetric) => Series): AlarmState {
  const series = watchedSeries(alarm, seriesOf);
  const periods = Number(alarm.EvaluationPeriods);
  const values = Array.from({ length: periods }, (_, index) => series.at(index - periods));
  const missing = alarm.TreatMissingData ?? 'missing';
  if (missing === 'missing' && values.every((value) => value === undefined)) return 'INSUFFICIENT_DATA';
  const breaching = values.filter((value) =>
    value === undefined ? missing === 'breaching' : isBreaching(alarm, value),
  );
  return breaching.length >= Number(alarm.DatapointsToAlarm ?? periods) ? 'ALARM' : 'OK';
}

function isBreaching({ ComparisonOperator, Threshold }: Properties, value: number): boolean {
  if (ComparisonOperator === 'GreaterThanOrEqualToThreshold') return value >= Number(Threshold);
  if (ComparisonOperator === 'LessThanThreshold') return value < Number(Threshold);
  throw new Error(`The evaluator does not support ${String(ComparisonOperator)}`);
}

function watchedSeries(alarm: Properties, seriesOf: (metric: AlarmMetric) => Series): Series {
  if (alarm.MetricName !== undefined) return seriesOf(asMetric(alarm, alarm));
  const byId = new Map<string, Series>();
  for (const entry of listAt(alarm, 'Metrics')) {
    const metric = at(entry, 'MetricStat/Metric');
    if (metric !== undefined)
      byId.set(textAt(entry, 'Id'), seriesOf(asMetric(metric, at(entry, 'MetricStat'))));
  }
  const returned = listAt(alarm, 'Metrics').find((entry) => at(entry, 'ReturnData') !== false);
  return byId.get(textAt(returned, 'Id')) ?? evaluate(textAt(returned, 'Expression'), byId);
}

function subtracted(from: Series = [], what: Series = []): Series {
  return from.map((value, index) => {
    const less = what[index];
    return value === undefined || less === undefined ? undefined : value - less;
  });
}

const combinations: Record<string, (values: number[]) => number> = {
  SUM: (values) => values.reduce((sum, value) => sum + value, 0),
  MAX: (values) => Math.max(...values),
};

/** Evaluates expressions of the forms `SUM([FILL(m0, 0), …])` and `m0 - m1`. */
function evaluate(expression: string, byId: ReadonlyMap<string, Series>): Series {
  const [, minuend, subtrahend] = /^(\w+) - (\w+)$/.exec(expression) ?? [];
  if (minuend !== undefined && subtrahend !== undefined)
    return subtracted(byId.get(minuend), byId.get(subtrahend));
  const [, name = '', list = ''] = /^(\w+)\(\[(.*)\]\)$/.exec(expression) ?? [];
  const combination = combinations[name];
  if (!combination) throw new Error(`The evaluator does not support ${expression}`);
  const filled = list.split(/, (?=FILL)/).map((part) => {
    const [, id = '', value] = /^FILL\((\w+), (\d+)\)$/.exec(part) ?? [];
    const series = byId.get(id);
    if (!series) throw new Error(`The evaluator does not support ${part}`);
    return series.map((point) => point ?? Number(value));
  });
  // FILL adds no points to a metric without data, which then does not take part.
  const periods = Math.max(...filled.map(({ length }) => length));
  return Array.from({ length: periods }, (_, index) =>
    combination(filled.flatMap((series) => series.at(index - periods) ?? [])),
  );
}
