import { whenIdle } from '#lib/when-idle.ts';
import type { CountryCode } from 'libphonenumber-js';

type Library = typeof import('libphonenumber-js/min');
let library = $state.raw<Library>();
let loading: Promise<void> | undefined;
let asked = false;

/** Fetches the numbering plans of all countries, which a page does not need to be drawn. */
export function loadPhoneLibrary(): Promise<void> {
  loading ??= import('libphonenumber-js/min').then((loaded) => void (library = loaded));
  return loading;
}

/** +34933201181 as people read it: +34 933 20 11 81. Until the library is there, as it is stored. */
export function formatPhone(e164: string): string {
  if (!library && !asked) {
    asked = true;
    whenIdle(() => void loadPhoneLibrary());
  }
  return library?.parsePhoneNumberFromString(e164)?.formatInternational() ?? e164;
}

/** What was typed, as E.164 if it is a possible number there; else as typed, for the form to complain about. */
export function parsePhone(typed: string, country: string): string {
  const parsed = library?.parsePhoneNumberFromString(typed, country as CountryCode);
  return parsed?.isPossible() ? parsed.number : typed.trim();
}

/** The country of a number, if it can be told. */
export function phoneCountry(e164: string): string | undefined {
  return library?.parsePhoneNumberFromString(e164)?.country;
}

/** Countries with their calling codes, "ES +34". */
export function callingCodes(): { value: string; label: string }[] {
  return (library?.getCountries() ?? [])
    .map((code) => ({ value: code, label: `${code} +${library?.getCountryCallingCode(code)}` }))
    .sort((a, b) => (a.value < b.value ? -1 : 1));
}
