import { fieldTexts } from '#contract/field-texts/en.ts';
import type { lockedFields } from '#contract/locked-fields.ts';
import type { Nouns } from '../nouns.ts';

const conflict = {
  title: 'This was changed in the meantime',
  /** Without a name, the user has made the other change. */
  saved: (who?: string) => (who ? `${who} saved another version` : 'You saved another version elsewhere'),
  choose: 'For each field, choose the value to keep.',
  set: (who: string | undefined, value: string) =>
    who ? `${who} set it to ${value}` : `You set it to ${value} elsewhere`,
  cell: (who: string | undefined, value: string) =>
    who
      ? `${who} set it to “${value}” while you were editing.`
      : `You set it to “${value}” elsewhere while editing here.`,
  keep: (value: string) => `Keep ${value}`,
  takeTheirs: 'Use saved value',
  mine: 'Yours',
  theirs: 'Saved',
  saveChosen: 'Save selected values',
  savedBefore: (many: string) =>
    `An earlier attempt was saved with other values. Look for it in ${many} before you save again.`,
};

const filterRefusal = {
  title: 'This search or filter can’t be applied',
  text: 'Its link is incomplete, or a value in it isn’t valid or no longer exists, such as a deleted tag.',
};

const duplicates = {
  title: 'Possible duplicates',
  found: (names: string[]) =>
    `${names.length === 1 ? 'Possible duplicate' : 'Possible duplicates'}: ${names.join(', ')}`,
  likely: 'Likely',
  /** Before the labels of fields. */
  same: (labels: string) => `Same: ${labels}`,
  similar: (labels: string) => `Similar: ${labels}`,
  different: (labels: string) => `Different: ${labels}`,
  hide: 'Hide possible duplicates',
  newTab: '(opens in a new tab)',
};

const amountRefusals = {
  /** `count` is the number of decimals of a currency. */
  notAnAmount: (count: number) =>
    count === 0 ? 'Enter a whole amount' : `Enter an amount with at most ${count} decimals`,
};

/** Why a form can't be saved whose record someone has issued, sent or answered since it was opened. */
const lockedMeanwhile = (nouns: Nouns): Record<keyof typeof lockedFields, string> => ({
  quote: `This ${nouns.quote.one} has been sent in the meantime. Most of its fields can no longer be changed.`,
  order: `This ${nouns.order.one} has been confirmed or canceled in the meantime. Most of its fields can no longer be changed.`,
  invoice: `This ${nouns.invoice.one} has been issued in the meantime. Most of its fields can no longer be changed.`,
  payment: `This ${nouns.payment.one} is allocated, refunded or canceled. Its ${nouns.customer.one} and amount can no longer be changed.`,
  issue: `This ${nouns.issue.one} has been answered in the meantime. Its ${nouns.customer.one}, or without one its ${nouns.contact.one}, can no longer be changed.`,
});

/**
 * What users read beside the values of a form: a conflict, possible duplicates, or why a value is refused, except for
 * the reasons that `errors.ts` has.
 */
export const texts = (nouns: Nouns) => ({
  amountRefusals,
  conflict,
  duplicates,
  filterRefusal,
  lockedMeanwhile: lockedMeanwhile(nouns),
  refusals: fieldTexts(nouns),
});
