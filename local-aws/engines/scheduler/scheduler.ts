import { randomUUID } from 'node:crypto';
import type { DatabaseSync } from 'node:sqlite';
import type { Outcome } from '../../lambda/function-runner.ts';
import { rateMs } from './rate.ts';

/** A schedule of the template and its target. */
export type ScheduleDefinition = {
  id: string;
  expression: string;
  isEnabled: boolean;
  functionName: string;
  functionArn: string;
  callerRoleName: string;
  input: unknown;
  /** Retries after the first attempt, by Lambda's rules for asynchronous invocations. */
  maxRetries: number;
  failureQueueArn: string | undefined;
};

export type SchedulerOptions = {
  schedules: ScheduleDefinition[];
  database: DatabaseSync;
  invoke(functionName: string, event: unknown): Promise<Outcome>;
  /** Receives events that failed at every attempt. */
  onFailure(schedule: ScheduleDefinition, record: object): void;
};

/** Lambda waits one minute before the first retry and two before the second. */
const retryDelayMs = 60_000;
/** Minimum time between the start of the host and a run. Runs that were missed while the host was off start then. */
const catchUpMs = 5000;

/**
 * Runs schedules and stores the time of each schedule's last run, so that daily schedules run even if the host is never
 * up for a day.
 */
export function startScheduler(options: SchedulerOptions): { stop(): void } {
  const { database, schedules } = options;
  database.exec('CREATE TABLE IF NOT EXISTS schedules (id TEXT PRIMARY KEY, lastRun INTEGER NOT NULL)');
  const read = database.prepare('SELECT lastRun FROM schedules WHERE id = ?');
  const write = database.prepare('INSERT OR REPLACE INTO schedules VALUES (?, ?)');
  const timers = new Map<string, NodeJS.Timeout>();
  const retries = new Set<NodeJS.Timeout>();

  function plan(schedule: ScheduleDefinition, delayMs: number): void {
    const timer = setTimeout(() => {
      write.run(schedule.id, Date.now());
      void run(schedule, 0);
      plan(schedule, rateMs(schedule.expression, schedule.id));
    }, delayMs);
    timers.set(schedule.id, timer);
  }

  async function run(schedule: ScheduleDefinition, retry: number): Promise<void> {
    const event = schedule.input ?? scheduledEvent(schedule);
    const outcome = await options.invoke(schedule.functionName, event);
    if (outcome.kind === 'result') return;
    if (retry >= schedule.maxRetries) {
      options.onFailure(schedule, failureRecord(schedule, event, retry, outcome));
      return;
    }
    const timer = setTimeout(
      () => {
        retries.delete(timer);
        void run(schedule, retry + 1);
      },
      retryDelayMs * (retry + 1),
    );
    retries.add(timer);
  }

  for (const schedule of schedules.filter(({ isEnabled }) => isEnabled)) {
    const everyMs = rateMs(schedule.expression, schedule.id);
    if (!read.get(schedule.id)) write.run(schedule.id, Date.now());
    const lastRun = Number(read.get(schedule.id)?.lastRun);
    plan(schedule, Math.max(lastRun + everyMs - Date.now(), catchUpMs));
  }
  return {
    stop: () => [...timers.values(), ...retries].forEach((timer) => clearTimeout(timer)),
  };
}

/** The event that EventBridge Scheduler sends if the target has no input. */
function scheduledEvent({ id }: ScheduleDefinition): object {
  return {
    version: '0',
    id: randomUUID(),
    'detail-type': 'Scheduled Event',
    source: 'aws.scheduler',
    time: new Date().toISOString().replace(/\.\d+/, ''),
    resources: [id],
    detail: '{}',
  };
}

function failureRecord(
  { functionArn }: ScheduleDefinition,
  event: unknown,
  retry: number,
  outcome: Outcome,
): object {
  const failure = outcome.kind === 'failure' ? outcome : { errorType: '', message: '' };
  return {
    version: '1.0',
    timestamp: new Date().toISOString(),
    requestContext: {
      requestId: randomUUID(),
      functionArn: `${functionArn}:$LATEST`,
      condition: 'RetriesExhausted',
      approximateInvokeCount: retry + 1,
    },
    requestPayload: event,
    responseContext: { statusCode: 200, executedVersion: '$LATEST', functionError: 'Unhandled' },
    responsePayload: { errorType: failure.errorType, errorMessage: failure.message },
  };
}
