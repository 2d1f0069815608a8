/** The browser's regional variant of the interface language (en-GB, es-MX), otherwise the plain language. */
export function localeOf(language: string): string {
  return navigator.languages.find((tag) => tag.startsWith(language) && isLocale(tag)) ?? language;
}

/** Some systems report tags that Intl rejects, such as `en-US@posix`. */
function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
