import { currentLocale } from '#lib/i18n/format.ts';
import { numberFormat } from '#lib/i18n/locale.ts';

const units = ['byte', 'kilobyte', 'megabyte', 'gigabyte'] as const;

/** A file size in the largest suitable unit, such as "1.4 MB". Each unit is 1,024 times the next smaller one. */
export function sizeText(bytes: number): string {
  const step = bytes < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log2(bytes) / 10));
  const value = bytes / 1024 ** step;
  const maximumFractionDigits = step > 1 && value < 100 ? 1 : 0;
  const style = {
    style: 'unit',
    unit: units[step] ?? 'byte',
    unitDisplay: step === 0 ? 'long' : 'short',
  } as const;
  return numberFormat(currentLocale(), { ...style, maximumFractionDigits }).format(value);
}
