import FileDown from '@lucide/svelte/icons/file-down';
import { languages, type Language } from '#contract/language.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { saveBlob } from '../documents/save-blob.ts';
import type { AnyRow } from '../record-client.ts';
import type { Verb } from './verb.ts';

type Load = (input: { orgId: string; id: string; language?: Language }) => Promise<Blob>;

/** Saves a document as PDF, in the customer's language or in a chosen one. */
export const savePdf = (load: Load): Verb<AnyRow, unknown, { language?: Language }> => ({
  title: () => 'PDF',
  label: () => t.documents.downloadPdf,
  icon: FileDown,
  if: () => true,
  menu: () => ({
    label: t.documents.pdfLanguage,
    items: [
      { label: t.documents.usualLanguage, input: {} },
      ...languages.map((language) => ({ label: t.languages[language], input: { language } })),
    ],
  }),
  run: async ({ id }, { workspace: { orgId }, title }, chosen) => {
    saveBlob(`${title}.pdf`, await load({ orgId, id, ...chosen }));
    return undefined;
  },
});
