/** The browser's regional form of the interface language (en-GB, es-MX), else the plain language. */
export function localeOf(language: string): string {
  return navigator.languages.find((tag) => tag.startsWith(language) && isLocale(tag)) ?? language;
}

/** Some systems hand out tags that no formatter takes, such as `en-US@posix`. */
function isLocale(tag: string): boolean {
  try {
    return Intl.DateTimeFormat.supportedLocalesOf(tag).length > 0;
  } catch {
    return false;
  }
}
