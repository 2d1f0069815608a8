import type { CountryCode } from 'libphonenumber-js';

type Library = typeof import('libphonenumber-js/min');
let library = $state.raw<Library>();
let loading: Promise<void> | undefined;
/** If the library cannot be loaded, numbers are shown as they are stored. */
let failed = $state(false);

/** Loads the numbering plans of all countries, which pages don't need to render. */
export function loadPhoneLibrary(): Promise<void> {
  loading ??= import('libphonenumber-js/min').then(
    (loaded) => void (library = loaded),
    (error: unknown) => {
      loading = undefined;
      failed = true;
      throw error;
    },
  );
  return loading;
}

/**
 * +34933201181 in readable form: +34 933 20 11 81. Until the library is loaded, blanks of about the same width, because
 * a number that changes while someone reads it is confusing.
 */
export function formatPhone(e164: string): string {
  if (library) return library.parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
  if (failed) return e164;
  if (!loading) setTimeout(() => void loadPhoneLibrary().catch(() => undefined));
  return '\u2007'.repeat(e164.length + 3);
}

/** The number in an input, which can be edited before the library is there. */
export function phoneInInput(e164: string): string {
  return library ? formatPhone(e164) : e164;
}

/**
 * The input as E.164 if it is a possible number in the country; otherwise unchanged, for the form to reject.
 */
export function parsePhone(typed: string, country: string): string {
  const parsed = library?.parsePhoneNumberFromString(typed, country as CountryCode);
  return parsed?.isPossible() ? parsed.number : typed.trim();
}

/** The country of a number, if known. */
export function phoneCountry(e164: string): string | undefined {
  return library?.parsePhoneNumberFromString(e164)?.country;
}

/** Countries with their calling codes, "ES +34". */
export function callingCodes(): { value: string; label: string }[] {
  return (library?.getCountries() ?? [])
    .map((code) => ({ value: code, label: `${code} +${library?.getCountryCallingCode(code)}` }))
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}
