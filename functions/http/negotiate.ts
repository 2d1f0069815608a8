import { languages, type Language } from '#contract/language.ts';

/** Whether an Accept header admits JSON, or problems in JSON. Without a header, everything is admitted. */
export function acceptsJson(header: string | undefined): boolean {
  if (header === undefined || header.trim() === '') return true;
  return header.split(',').some((part) => {
    const [range = '', ...parameters] = part
      .toLowerCase()
      .split(';')
      .map((one) => one.trim());
    const isRefused = parameters.some((one) => /^q=0(?:\.0*)?$/.test(one));
    return !isRefused && jsonRanges.has(range);
  });
}

const jsonRanges = new Set(['*/*', 'application/*', 'application/json', 'application/problem+json']);

/** Whether an Accept header names pages, as those of browsers do and those of programs don't. */
export const acceptsPages = (header = ''): boolean => /\btext\/html\b/i.test(header);

/** The first of the product's languages that an Accept-Language header prefers; English if it accepts none. */
export function languageFrom(header = ''): Language {
  const accepted = header
    .slice(0, 1_000)
    .split(',')
    .flatMap((part) => {
      const [, tag = '', weight = '1'] =
        /^\s*([a-z*]+)(?:-[\w-]+)?\s*(?:;\s*q=([\d.]+))?\s*$/i.exec(part) ?? [];
      const language = tag === '*' ? languages[0] : languages.find((one) => one === tag.toLowerCase());
      return language && Number(weight) > 0 ? [{ language, weight: Number(weight) }] : [];
    })
    .sort((one, other) => other.weight - one.weight);
  return accepted[0]?.language ?? languages[0];
}
