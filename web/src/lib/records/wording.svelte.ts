import type { Organization } from '#contract/organization.ts';
import type { RecordTypeName } from '#contract/record-types.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { RecordTexts, Words } from '#lib/i18n/record-texts.ts';

let words = $state.raw<Organization['wording']>();

/** What the organization that is being looked at calls its records. */
export function useWording(next: Organization['wording']): void {
  words = next;
}

/** What the organization calls such records, where that is not what everybody does. */
export const ownWords = (type: RecordTypeName): Words | undefined => words?.[type];

/** The texts of a record type, in the organization's own words where it has some. */
export function worded(type: RecordTypeName, texts: RecordTexts): RecordTexts {
  const own = ownWords(type);
  return own ? { ...texts, ...t.worded(own) } : texts;
}
