import type { Language } from './language.ts';

/** What the amount before taxes is called, on documents and on the site. */
export const subtotalTerm: Readonly<Record<Language, string>> = { en: 'Subtotal', es: 'Base imponible' };
