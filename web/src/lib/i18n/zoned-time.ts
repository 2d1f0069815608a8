/** The local time of an instant in the format of `datetime-local` inputs, such as `2026-11-20T16:30`. */
export function toZoned(moment: string | Date, timeZone: string): string {
  const parts = new Intl.DateTimeFormat('en-CA', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  }).formatToParts(new Date(moment));
  const part = (type: Intl.DateTimeFormatPartTypes) => parts.find((one) => one.type === type)?.value ?? '';
  return `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}T${part('hour')}:${part('minute')}`;
}

/**
 * The instant of a local time; undefined if it isn't valid. If a clock change repeats the time, returns the first
 * instant. If a clock change skips the time, moves it forward by the length of the gap.
 */
export function fromZoned(text: string, timeZone: string): string | undefined {
  const asUtc = Date.parse(`${text}Z`);
  if (Number.isNaN(asUtc)) return undefined;
  const offsetAt = (instant: number) => Date.parse(`${toZoned(new Date(instant), timeZone)}Z`) - instant;
  const minute = 60_000;
  const day = 1_440 * minute;
  const candidates = [offsetAt(asUtc - day), offsetAt(asUtc + day)].map((offset) => asUtc - offset);
  const right = candidates.filter((instant) => toZoned(new Date(instant), timeZone) === text);
  const instant = right.length > 0 ? Math.min(...right) : Math.max(...candidates);
  return new Date(Math.floor(instant / minute) * minute).toISOString();
}
