import { expect } from 'vitest';
import { recordTypes } from '#contract/record-types.ts';
import { answerTo, lasting } from './answers.ts';
import type { Opened } from './opened.ts';

/** Intentional changes to responses since 0.3, as replacements in their JSON, each with its reason. */
const reworded: { before: RegExp; now: string }[] = [
  // Built-in names of statuses were reworded. Names that an organization chose are kept.
  { before: /"Prospect"/g, now: '"Potential"' },
  { before: /"Prospecto"/g, now: '"Potencial"' },
  // Totals are always exact, custom fields need no permission to be in lists, and uses of tags have their own operation.
  { before: /,"totalIsExact":true/g, now: '' },
  { before: /(?<="weightedMinor":\d+),"isExact":true/g, now: '' },
  { before: /,"filterable":true/g, now: '' },
  { before: /(?<="color":"\w+"),"contacts":\d+/g, now: '' },
  // Until an organization chooses another one, the website is the default source of leads.
  { before: /(?<="id":"website"),(?="name":")/g, now: ',"isDefault":true,' },
];

/** The settings that version 0.3 didn't have, with the lists of record types. */
const addedSettings = new Set([
  'support',
  ...(['product', 'quote', 'order', 'invoice', 'payment', 'issue'] as const).flatMap((name) =>
    Object.keys(recordTypes[name].statusLists),
  ),
]);

/** Up to 0.3, lists of leads and deals began with the oldest. */
const inFormerOrder = (address: string): string =>
  /orgs\/<\w+>\/(leads|deals)(\?(?!.*(sort|q|deleted)=)|$)/.test(address)
    ? `${address}${address.includes('?') ? '&' : '?'}sort=createdAt`
    : address;

/**
 * Up to 0.3, lists had no defined order while they were searched, deals
 * without a date could come first, and rows had the values of some custom fields only. Jobs didn't tell what they change, employees saw all members' e-mails, leads
 * didn't tell when they were closed, dashboards didn't count customers, keys had no version, users didn't tell since when
 * they have existed, and organizations had fewer settings and couldn't refuse shared addresses.
 */
function withoutChanges(address: string, answer: unknown): unknown {
  if (address === '/v1/me') {
    const { createdAt: _createdAt, ...me } = answer as Record<string, unknown>;
    return me;
  }
  const { ids, items } = (answer ?? {}) as { ids?: string[]; items?: Listed[] };
  if (ids)
    return /&(q|sort=-closeDate)=?/.test(address) ? { ...(answer as object), ids: ids.toSorted() } : answer;
  if (/\/(dashboard|leads\/.*)$/.test(address)) {
    const { customers: _customers, closedAt: _closedAt, ...rest } = answer as Record<string, object>;
    return rest;
  }
  const { uniqueEmails, ...organization } = (answer ?? {}) as Record<string, unknown>;
  if (uniqueEmails)
    return Object.fromEntries(Object.entries(organization).filter(([name]) => !addedSettings.has(name)));
  if (address.endsWith('/members') && items)
    return { ...(answer as object), items: items.map(({ email: _email, ...member }) => member) };
  if (address.endsWith('/api-keys') && items)
    return { ...(answer as object), items: items.map(({ version: _version, ...key }) => key) };
  const isList = /orgs\/<\w+>\/[a-z]+(\?|$)/.test(address) && items;
  return isList
    ? { ...(answer as object), items: items.map(({ custom: _custom, change: _change, ...row }) => row) }
    : answer;
}
interface Listed {
  custom?: unknown;
  change?: unknown;
  email?: unknown;
  version?: unknown;
}

/** How answers have changed on purpose since a version. Empty for a version whose answers are still the same. */
interface Changes {
  /** What is asked now to get what an address answered then. */
  askedAs(address: string): string;
  reworded: { before: RegExp; now: string }[];
  /** What is left of an answer without what has changed. */
  lasting(address: string, answer: unknown): unknown;
}
const unchanged: Changes = { askedAs: (address) => address, reworded: [], lasting: (_, answer) => answer };
/**
 * Up to 0.4, the amounts of credit notes were positive, invoices knew of no payments under way, and sums contained records
 * that don't count. What is the same whether or not: amounts without their sign, and no sums of payments.
 */
function withoutMoneyChanges(address: string, answer: unknown): unknown {
  const isSummed = address.endsWith('/payments/query');
  const walked = (value: unknown): unknown => {
    if (Array.isArray(value)) return value.filter((one) => !isPendingChange(one)).map(walked);
    if (typeof value !== 'object' || value === null) return value;
    const { pending, apart: _apart, measures, ...rest } = value as Record<string, unknown>;
    const others = {
      ...rest,
      ...(typeof pending === 'object' || pending === undefined ? {} : { pending }),
      ...(isSummed || measures === undefined ? {} : { measures }),
    };
    const isCreditNote = rest.kindId === 'credit-note' || rest.isCreditNote === true;
    return Object.fromEntries(
      Object.entries(others).map(([name, one]) => [
        name,
        isCreditNote && (name === 'total' || name === 'subtotal') ? unsigned(one) : walked(one),
      ]),
    );
  };
  return walked(answer);
}
const isPendingChange = (one: unknown): boolean => (one as { field?: unknown } | null)?.field === 'pending';
const unsigned = (amount: unknown): unknown => {
  const { amountMinor, ...rest } = amount as { amountMinor: number };
  return { ...rest, amountMinor: Math.abs(amountMinor) };
};

/** Since 0.5, the billing settings also say whether e-mails have the PDF. */
function withoutAdditions(address: string, answer: unknown): unknown {
  const lasting = withoutMoneyChanges(address, answer);
  if (!address.endsWith('/billing')) return lasting;
  const { attachPdf: _attachPdf, ...rest } = lasting as Record<string, unknown>;
  return rest;
}

/** What clients see since 0.6 of an order, and of the organization and their customer. */
const shownSince = {
  order: ['gross', 'discount', 'taxes', 'withholdings'],
  home: ['credit'],
  organization: ['country', 'wording'],
};
const without = (names: readonly string[], value: unknown): Record<string, unknown> =>
  Object.fromEntries(Object.entries(value as object).filter(([name]) => !names.includes(name)));

/**
 * Up to 0.5, clients saw less, Spanish names of statuses didn't agree with their records and were the same in all
 * countries, a quote that was marked as sent was told as sent, and reports of payments didn't say what was withheld.
 */
function withoutLaterChanges(address: string, answer: unknown): unknown {
  if (/\/portal\/orders\/<[^>]+>$/.test(address)) return without(shownSince.order, answer);
  if (/\/portal(\?.*)?$/.test(address) && (answer as { organization?: unknown }).organization) {
    const home = without(shownSince.home, answer);
    return { ...home, organization: without(shownSince.organization, home.organization) };
  }
  if (answer === undefined) return answer;
  const text = JSON.stringify(answer)
    .replaceAll(/"names":\{"en":("[^"]*"),"es":"[^"]*"\}/g, '"names":{"en":$1}')
    .replaceAll(/,"withheldAtPaymentMinor":0|"withheldAtPaymentMinor":0,/g, '')
    .replaceAll('"action":"markedSent"', '"action":"sent"');
  return JSON.parse(text);
}

/** Up to 0.7, those who aren't won yet were called potential. */
const asProspects = (answer: unknown): unknown =>
  answer === undefined
    ? undefined
    : JSON.parse(
        JSON.stringify(answer)
          .replaceAll(
            '"names":{"en":"Potential","es":"Potencial"}',
            '"names":{"en":"Prospect","es":"Prospecto"}',
          )
          .replaceAll('"name":"Potential"', '"name":"Prospect"'),
      );

/**
 * Up to 0.7, organizations didn't say what managers and employees see, employees saw the whole memberships of others,
 * pipelines didn't say which is the default, and deals only had the id of their stage.
 */
function withoutAccessChanges(address: string, given: unknown): unknown {
  const answer = asProspects(given);
  const { items } = (answer ?? {}) as { items?: Record<string, unknown>[] };
  if (/orgs\/<\w+>$/.test(address)) return without(['recordAccess'], answer);
  if (/\/deals\/<[^>]+>$/.test(address)) return answer && without(['stage'], answer);
  if (address.endsWith('/pipelines') && items)
    return { ...(answer as object), items: items.map((one) => without(['isDefault'], one)) };
  if (!address.endsWith('/members') || !items) return answer;
  const shown = items
    .filter(({ active }) => active)
    .map((one) => without(['version', 'role', 'joinedAt', 'email'], one));
  return { ...(answer as object), items: shown };
}
/** What answers have had besides since a version. */
interface Added {
  version: string;
  to: RegExp;
  names: readonly string[];
  /** Whether the items of the answer have it. */
  isOfItems?: true;
}
const addedSince: readonly Added[] = [
  { version: '0.11.0', to: /orgs\/<\w+>$/, names: ['activityKinds'] },
  { version: '0.12.0', to: /\/calendar$/, names: ['shows'] },
  { version: '0.13.0', to: /orgs\/<\w+>$/, names: ['activityPriorities'] },
  { version: '0.14.0', to: /orgs\/<\w+>$/, names: ['activityOutcomes'] },
  { version: '0.14.0', to: /\/tasks\?/, names: ['about'], isOfItems: true },
];
const withoutAdded = (version: string, address: string, answer: unknown): unknown =>
  addedSince
    .filter((one) => isBefore(version, one.version) && one.to.test(address))
    .reduce(withoutOne, withoutDefaultKind(version, withoutPlanned(version, address, answer)));

function withoutOne(answer: unknown, { names, isOfItems }: Added): unknown {
  if (!answer || !isOfItems) return answer && without(names, answer);
  const { items } = answer as { items?: object[] };
  return items ? { ...answer, items: items.map((item) => without(names, item)) } : answer;
}

/** Since 0.13, new activities have a kind by default. */
function withoutDefaultKind(version: string, answer: unknown): unknown {
  const { activityKinds } = (answer ?? {}) as { activityKinds?: object[] };
  if (!activityKinds || !isBefore(version, '0.13.0')) return answer;
  return { ...(answer as object), activityKinds: activityKinds.map((one) => without(['isDefault'], one)) };
}

/** Figures that reports have since 0.15, or in which planned activities that are done, which were tasks then, count since. */
const figuresOfPlanned = ['done', 'kept', 'planned', 'wonActivities', 'task'];

/** Up to 0.14, neither reports nor lists of activities knew those that were planned. */
function withoutPlanned(version: string, address: string, answer: unknown): unknown {
  if (!isBefore(version, '0.15.0')) return answer;
  if (address.includes('/analytics/')) return withoutFigures(answer);
  const { items, total } = (answer ?? {}) as { items?: { wasPlanned?: boolean }[]; total?: number };
  if (!items || total === undefined || !/\/activities(\?|$)/.test(address)) return answer;
  const logged = items.filter(({ wasPlanned }) => !wasPlanned);
  return { ...(answer as object), items: logged, total: total - (items.length - logged.length) };
}

function withoutFigures(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutFigures);
  if (typeof value !== 'object' || value === null) return value;
  const others = Object.entries(value).filter(([name]) => !figuresOfPlanned.includes(name));
  return Object.fromEntries(others.map(([name, one]) => [name, withoutFigures(one)]));
}

/** Up to 0.9.1, hits of a search were in other orders. */
function withoutSearchOrder(address: string, answer: unknown): unknown {
  const { items } = (answer ?? {}) as { items?: { id: string }[] };
  return address.includes('/search?') && items
    ? { items: items.toSorted((one, other) => one.id.localeCompare(other.id)) }
    : answer;
}

const isBefore = (version: string, other: string): boolean =>
  version.localeCompare(other, 'en', { numeric: true }) < 0;

const changesSince: Record<string, Changes> = {
  '0.5.0': { ...unchanged, lasting: withoutLaterChanges },
  '0.4.0': {
    ...unchanged,
    lasting: (address, answer) => withoutLaterChanges(address, withoutAdditions(address, answer)),
  },
  '0.3.0': {
    askedAs: inFormerOrder,
    reworded,
    lasting: (address, answer) => withoutLaterChanges(address, withoutChanges(address, answer)),
  },
};

/** Compares every nth response with the stored one, from the version that wrote the data. */
export async function expectStoredAnswers({ stored, names, calls }: Opened, nth = 1): Promise<void> {
  const remaining = stored.answers.filter((_, index) => index % nth === 0);
  const changes = changesSince[stored.version] ?? unchanged;
  const ask = async () => {
    for (let request = remaining.pop(); request; request = remaining.pop()) {
      const { as, path: address } = request;
      const answer = await answerTo(calls[as]!, names, { ...request, path: changes.askedAs(address) });
      const known = changes.reworded.reduce(
        (text, { before, now }) => text.replace(before, now),
        JSON.stringify(request.answer),
      );
      const [now, before] = [answer, lasting(JSON.parse(known))].map((one) => {
        const accessed = isBefore(stored.version, '0.8.0') ? withoutAccessChanges(address, one) : one;
        const lasting = changes.lasting(address, withoutAdded(stored.version, address, accessed));
        return isBefore(stored.version, '0.9.2') ? withoutSearchOrder(address, lasting) : lasting;
      });
      expect.soft({ as, address, answer: now }).toEqual({ as, address, answer: before });
    }
  };
  await Promise.all(Array.from({ length: 8 }, ask));
}
