import { Duration, type Stack } from 'aws-cdk-lib';
import { Metric } from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, MetricFilter, type IFilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import { countedMessages } from '#contract/log-messages.ts';
import { period } from './metrics.ts';
import { pascalCase, type StageSettings } from './stages.ts';

/** The logs of a stack's functions: of those of the API, and of all others and those that only visitors call. */
export interface Logs {
  membersApi: LogGroup;
  others: LogGroup;
}

/** A metric that is derived from the logs of the functions. It has no data while nothing is wrong. */
interface Logged {
  pattern: IFilterPattern;
  value: string;
  label: string;
  /** The logs of the functions that write such lines. */
  of: readonly (keyof Logs)[];
}

const logged = {
  listDifferences: {
    pattern: FilterPattern.numberValue('$.differences', '>', 0),
    value: '$.differences',
    label: 'records in which a snapshot differed from the table',
    of: ['membersApi', 'others'],
  },
  refusedRights: {
    pattern: FilterPattern.all(
      FilterPattern.stringValue('$.message', '=', 'request'),
      FilterPattern.stringValue('$.code', '=', 'forbidden'),
    ),
    value: '1',
    label: 'requests that the caller’s role or API key doesn’t permit',
    of: ['membersApi'],
  },
  browserCrashes: {
    pattern: FilterPattern.stringValue('$.message', '=', countedMessages.browserCrash),
    value: '1',
    label: 'crashes of pages that browsers have reported',
    of: ['others'],
  },
  changesNotRouted: {
    pattern: FilterPattern.stringValue('$.message', '=', countedMessages.notRouted),
    value: '1',
    label: 'attempts to queue what follows from a change that failed',
    of: ['others'],
  },
  lateErasures: {
    pattern: FilterPattern.stringValue('$.message', '=', countedMessages.lateErasure),
    value: '1',
    label: 'warnings of erasures that take too long',
    of: ['others'],
  },
} satisfies Record<string, Logged>;

type Name = keyof typeof logged;

const metricOf = ({ stage }: StageSettings, metricName: Name): Metric =>
  new Metric({
    namespace: `Cobalt/${stage}`,
    metricName,
    statistic: 'Sum',
    label: logged[metricName].label,
    period,
  });

/** Derives the metrics from what functions log. */
export function countInLogs(stack: Stack, settings: StageSettings, logs: Logs): void {
  for (const name of Object.keys(logged) as Name[]) {
    const { pattern, value, of } = logged[name];
    const { namespace, metricName } = metricOf(settings, name);
    for (const log of of)
      new MetricFilter(stack, pascalCase(log === 'others' ? metricName : `${metricName}-${log}`), {
        logGroup: logs[log],
        filterPattern: pattern,
        metricNamespace: namespace,
        metricName,
        metricValue: value,
      });
  }
}

/** An alarm on what lists show. */
export const listWatch = (settings: StageSettings) => ({
  name: 'list-differences',
  description: 'A list’s snapshot, with the changes since, differed from the table.',
  metric: metricOf(settings, 'listDifferences'),
  threshold: 1,
  periods: 1,
});

export const routingWatch = (settings: StageSettings) => ({
  name: 'changes-not-routed',
  description: 'What follows from a change, such as an e-mail or the removal of a file, could not be queued.',
  metric: metricOf(settings, 'changesNotRouted'),
  threshold: 1,
  periods: 1,
});

/** Several minutes are between two passes of an erasure, each of which warns. */
const erasurePeriod = Duration.hours(1);

export const erasureWatch = (settings: StageSettings) => ({
  name: 'erasures-late',
  description: 'The erasure of a person was requested more than 24 hours ago and isn’t done.',
  metric: metricOf(settings, 'lateErasures').with({ period: erasurePeriod }),
  threshold: 1,
  periods: 1,
  runbook: 'erase-person',
});

/** A page reports at most three crashes. Anybody can send reports, so a deployment isn’t rolled back for them. */
export const crashWatch = (settings: StageSettings) => ({
  name: 'browser-crashes',
  description: 'Browsers have reported ten crashes of pages in five minutes.',
  metric: metricOf(settings, 'browserCrashes'),
  threshold: 10,
  periods: 1,
});

/** Pages offer nothing that is refused, so that many refusals come from a program, or from somebody who tries doors. */
export const rightsWatch = (settings: StageSettings) => ({
  name: 'rights-refused',
  description: 'A hundred requests in five minutes were refused because the caller may not do what they ask.',
  metric: metricOf(settings, 'refusedRights'),
  threshold: 100,
  periods: 1,
});
