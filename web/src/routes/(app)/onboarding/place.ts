/** Currencies of countries outside the euro area. US dollars are assumed for countries that are in neither list. */
const currencies: Record<string, string> = Object.fromEntries(
  (
    'AR:ARS BO:BOB BR:BRL CA:CAD CH:CHF CL:CLP CN:CNY CO:COP CR:CRC CZ:CZK DK:DKK DO:DOP GB:GBP GT:GTQ HN:HNL ' +
    'HU:HUF IN:INR IS:ISK JP:JPY MX:MXN NI:NIO NO:NOK NZ:NZD AU:AUD PE:PEN PL:PLN PY:PYG RO:RON SE:SEK TR:TRY ' +
    'UY:UYU VE:VES ZA:ZAR NG:NGN VN:VND KR:KRW IL:ILS AE:AED'
  )
    .split(' ')
    .map((pair) => pair.split(':') as [string, string]),
);
const euro = new Set('AD AT BE BG CY DE EE ES FI FR GR HR IE IT LT LU LV MC MT NL PT SI SK SM VA'.split(' '));

/** Guesses the country from the time zone or, if that is unknown, from the browser's languages. Defaults to `US`. */
export function guessCountry(timeZone: string, languages: readonly string[] = navigator.languages): string {
  const region = languages.map((tag) => /^[a-z]{2,3}-([A-Z]{2})\b/.exec(tag)?.[1]).find(Boolean);
  return zoneCountries[timeZone] ?? region ?? 'US';
}

export function currencyOf(country: string): string {
  return euro.has(country) ? 'EUR' : (currencies[country] ?? 'USD');
}

const zoneCountries: Record<string, string> = {
  'America/Argentina/Buenos_Aires': 'AR',
  'America/Bogota': 'CO',
  'America/Costa_Rica': 'CR',
  'America/Guatemala': 'GT',
  'America/Guayaquil': 'EC',
  'America/La_Paz': 'BO',
  'America/Lima': 'PE',
  'America/Mexico_City': 'MX',
  'America/Montevideo': 'UY',
  'America/Panama': 'PA',
  'America/Santiago': 'CL',
  'America/Santo_Domingo': 'DO',
  'Atlantic/Canary': 'ES',
  'Europe/Berlin': 'DE',
  'Europe/Dublin': 'IE',
  'Europe/Lisbon': 'PT',
  'Europe/London': 'GB',
  'Europe/Madrid': 'ES',
  'Europe/Paris': 'FR',
  'Europe/Rome': 'IT',
};

/** The zone in which most people of a country live. The last one counts where a country has several: Madrid, not the Canaries. */
const mainZones = Object.fromEntries(Object.entries(zoneCountries).map(([zone, country]) => [country, zone]));

/** The time zones of a country, as far as the browser knows them. */
function zonesOf(country: string): readonly string[] {
  if (country === '') return [];
  const locale: {
    getTimeZones?: () => string[] | undefined;
    /** In earlier browsers. */
    timeZones?: string[];
  } = new Intl.Locale(`und-${country}`);
  return locale.getTimeZones?.() ?? locale.timeZones ?? [];
}

/** The time zone of an organization in a country: that of its founder if it is one of the country’s. */
export function timeZoneIn(country: string, own: string): string {
  const zones = zonesOf(country);
  if (zones.includes(own) || zoneCountries[own] === country) return own;
  return mainZones[country] ?? (zones.length === 1 ? zones[0] : undefined) ?? own;
}
