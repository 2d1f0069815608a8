import type { ActivityKind } from '#contract/activity-kinds.ts';

type ActivityAmount = ActivityKind | 'minutes';

const ofLeads = {
  created: 'n',
  converted: 'v',
  disqualified: 'x',
  answered: 'r',
  answerSeconds: 'rt',
} as const;

/**
 * Families of facts and their amounts, with the names used in the source and the codes used in stored keys and
 * attributes. Codes are short because a rollup can contain several amounts for each day of a month, and must not change
 * because stored items contain them. Amounts in minor units are stored in two parts, such as `cs#h` and `cs#l`
 * (see deal-sums.ts).
 */
export const families = {
  /**
   * By pipeline: the deals that were created, won or lost on a day. `wonSeconds` is the total time from the creation of
   * the won deals to their closing, and `wonActivities` the number of activities on them until then.
   */
  deals: {
    code: 'd',
    recordType: 'deal',
    amounts: {
      created: 'c',
      createdMinor: 'cs',
      won: 'w',
      wonMinor: 'ws',
      wonSeconds: 'wt',
      wonActivities: 'wa',
      lost: 'l',
      lostMinor: 'ls',
    },
  },
  /** By the furthest stage that deals have reached: the deals that were created on a day. */
  funnel: { code: 'f', recordType: 'deal', amounts: { stopped: 'n', stoppedMinor: 's' } },
  /**
   * By stage: open deals by expected close date. `ownMinor` is the sum of the deals with a probability of their
   * own. In `ownPercent`, the value of each of these deals is multiplied by its probability in percent.
   */
  expected: {
    code: 'x',
    recordType: 'deal',
    amounts: { open: 'n', openMinor: 's', ownMinor: 'o', ownPercent: 'p' },
  },
  leads: { code: 'l', recordType: 'lead', amounts: ofLeads },
  leadSources: { code: 's', recordType: 'lead', amounts: ofLeads },
  activities: {
    code: 'a',
    recordType: 'loggedActivity',
    amounts: {
      call: 'c',
      email: 'e',
      meeting: 'm',
      note: 'n',
      task: 't',
      minutes: 's',
    } satisfies Record<ActivityAmount, string>,
  },
  /**
   * By type and outcome (`activityPart`): the planned activities for a day (`planned`), those of them that are done
   * (`kept`), and what was done on a day, with its minutes.
   */
  planned: {
    code: 'w',
    recordType: 'activity',
    amounts: { planned: 'p', kept: 'k', done: 'd', minutes: 's' },
  },
  /** By status: the customers that were created on a day. */
  customers: { code: 'c', recordType: 'customer', amounts: { created: 'n' } },
  /**
   * By currency: the invoices and credit notes that were issued on a day and aren't void. All amounts are of the
   * documents' own currency.
   */
  invoices: {
    code: 'i',
    recordType: 'invoice',
    amounts: {
      issued: 'n',
      netMinor: 'e',
      taxMinor: 't',
      withheldMinor: 'w',
      totalMinor: 's',
      credited: 'c',
      creditedNetMinor: 'ce',
      creditedTaxMinor: 'ct',
      creditedWithheldMinor: 'cw',
      creditedTotalMinor: 'cs',
    },
  },
  /** By currency, kind and rate: the taxes and withholdings of invoices and credit notes that were issued on a day. */
  taxes: {
    code: 't',
    recordType: 'invoice',
    amounts: { baseMinor: 'b', amountMinor: 'a', creditedBaseMinor: 'cb', creditedAmountMinor: 'ca' },
  },
  /**
   * By currency and method: the payments received on a day, what customers withheld from them, and what was paid back
   * on it.
   */
  payments: {
    code: 'p',
    recordType: 'payment',
    amounts: {
      received: 'n',
      receivedMinor: 's',
      refunded: 'r',
      refundedMinor: 'rs',
      withheldAtPaymentMinor: 'w',
    },
  },
  /**
   * By priority: the issues that were opened, first answered or resolved on a day. Seconds are working time, and
   * `Targets` count the issues that had a target.
   */
  issues: {
    code: 'u',
    recordType: 'issue',
    amounts: {
      opened: 'n',
      answered: 'a',
      answerSeconds: 'at',
      answerTargets: 'ag',
      answeredInTime: 'ai',
      resolved: 'r',
      resolutionSeconds: 'rt',
      resolutionTargets: 'rg',
      resolvedInTime: 'ri',
      rated: 's',
      ratedGood: 'sg',
    },
  },
  /** By customer and pipeline. Stored in customers' counters and in rankings, not in rollups (see customer-sums.ts). */
  customerDeals: {
    code: 'k',
    recordType: 'deal',
    amounts: { open: 'o', openMinor: 'os', won: 'w', wonMinor: 'ws', lost: 'l' },
  },
} as const;

/** Codes of former families. Stored facts can have them, so no other family can. */
export const formerFamilyCodes: ReadonlySet<string> = new Set(['b', 'g']);

export type Family = keyof typeof families;
export type FamilyCode = (typeof families)[Family]['code'];
/** Families with rollups. Of the other one, there are rankings. */
export type Rolled = Exclude<Family, 'customerDeals'>;
export type Amount<F extends Family> = F extends Family
  ? keyof (typeof families)[F]['amounts'] & string
  : never;

export const codeOf = <F extends Family>(family: F, amount: Amount<F>): string =>
  (families[family].amounts as Record<Amount<F>, string>)[amount];

type Names = ReadonlyMap<string, string>;
const names = Object.fromEntries(
  Object.entries(families).map(([family, { amounts }]): [string, Names] => [
    family,
    new Map(Object.entries(amounts).map(([name, code]) => [code, name])),
  ]),
) as Record<Family, Names>;

/** The name of an amount by its stored code; undefined for an unknown code. */
export const amountNamed = <F extends Family>(family: F, code: string): Amount<F> | undefined =>
  names[family].get(code) as Amount<F> | undefined;

const familyNames = new Map(Object.entries(families).map(([family, { code }]) => [code, family as Family]));

/** The name of a family by its stored code. Throws if the code is unknown. */
export function familyNamed(code: FamilyCode): Family {
  const family = familyNames.get(code);
  if (!family) throw new Error(`unknown family of facts: ${code}`);
  return family;
}
