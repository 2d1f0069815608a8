import type { CountryCode } from 'libphonenumber-js';

type Library = typeof import('libphonenumber-js/min');
let library = $state.raw<Library>();
let loading: Promise<void> | undefined;
/** Whether the library could not be loaded. Numbers are then shown as stored. */
let failed = $state(false);

/** Loads the phone number library, which is large because it contains the numbering plans of all countries. */
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
 * A number in a readable format: +34 933 20 11 81 for +34933201181. While the library is loading, returns spaces of
 * about the same width, because a number that changes while it is being read is confusing.
 */
export function formatPhone(e164: string): string {
  if (library) return library.parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
  if (failed) return e164;
  if (!loading) setTimeout(() => void loadPhoneLibrary().catch(() => undefined));
  return '\u2007'.repeat(e164.length + 3);
}

/** A number in a readable format for an input. Until the library is loaded, it is the number as stored. */
export function phoneInInput(e164: string): string {
  return library ? formatPhone(e164) : e164;
}

/**
 * The typed number in E.164 format, with its extension, if its length is possible in the country. Otherwise, and until
 * the library is loaded, the typed text. Validation rejects the text unless it is in E.164 format itself.
 */
export function parsePhone(typed: string, country: string): string {
  const parsed = library?.parsePhoneNumberFromString(typed, country as CountryCode);
  if (!parsed?.isPossible()) return typed.trim();
  return parsed.ext === undefined ? parsed.number : `${parsed.number};ext=${parsed.ext}`;
}

/** The country of a number, if known. */
export function phoneCountry(e164: string): string | undefined {
  return library?.parsePhoneNumberFromString(e164)?.country;
}

/** Countries with their calling codes, such as "ES +34". Empty until the library is loaded. */
export function callingCodes(): { value: string; label: string }[] {
  return (library?.getCountries() ?? [])
    .map((code) => ({ value: code, label: `${code} +${library?.getCountryCallingCode(code)}` }))
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}
