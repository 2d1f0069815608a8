import { StartFailure } from '../../start-failure.ts';

const unitSeconds: Record<string, number> = { minute: 60, hour: 3600, day: 86_400 };

/** Milliseconds between the runs of an expression such as `rate(5 minutes)`, the only supported kind. */
export function rateMs(expression: string, where: string): number {
  const [, count, unit] = /^rate\((\d+) (minute|hour|day)s?\)$/.exec(expression) ?? [];
  const seconds = Number(count) * (unitSeconds[unit ?? ''] ?? Number.NaN);
  if (!(seconds > 0)) throw new StartFailure(`The scheduler does not support ${expression} (${where})`);
  return seconds * 1000;
}
