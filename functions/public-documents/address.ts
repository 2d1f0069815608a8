import type { Language } from '#contract/language.ts';
import { publicDocuments } from '#contract/public-document.ts';
import type { OpenDocument } from './open-document.ts';

/** The address of a document or of one of its parts. The key has no character with a meaning in queries. */
export const addressOf = ({ key, language }: OpenDocument, part = '', shownIn: Language = language): string =>
  `${publicDocuments.operations.page.path}${part}?key=${key}&language=${shownIn}`;
