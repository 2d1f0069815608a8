import { isMoment } from '#lib/i18n/format.ts';
import { fromZoned, toZoned } from '#lib/i18n/zoned-time.ts';

/** A moment as the local time that people type. A text that isn't a moment stays as it is, such as a part of one. */
export const momentTyped = (value: unknown, zone: string): string => {
  const text = String(value ?? '');
  return isMoment(text) ? toZoned(text, zone) : text;
};

/** The moment of a typed local time. A text that isn't one stays as it is, so that the schema refuses it. */
export const momentFrom = (typed: string | null | undefined, zone: string): string =>
  fromZoned(typed ?? '', zone) ?? typed ?? '';
