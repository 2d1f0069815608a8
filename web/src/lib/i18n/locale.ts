/** The browser's regional variant of a language, such as `en-GB` or `es-MX`; otherwise the language itself. */
export function localeOf(language: string): string {
  return navigator.languages.find((tag) => tag.startsWith(language) && isLocale(tag)) ?? language;
}

/**
 * A format for numbers that people read. All of them have thousands separators: by default, Spanish writes 1000 without
 * one, but 10.000 with one.
 */
export const numberFormat = (locale: string, options: Intl.NumberFormatOptions = {}): Intl.NumberFormat =>
  new Intl.NumberFormat(locale, { useGrouping: 'always', ...options });

/** Whether `Intl` accepts a language tag. Some systems report tags that it rejects, such as `en-US@posix`. */
function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
