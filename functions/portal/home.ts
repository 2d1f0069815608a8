import type { ListGroup } from '#contract/lists/list-operations.ts';
import type { InputOf } from '#contract/operation.ts';
import type { portal, PortalHome } from '#contract/portal.ts';
import type { StatusListName } from '#contract/status-list.ts';
import { readBilling } from '#data/billing/settings.ts';
import { pictureKey, shownFrom } from '#data/files/picture.ts';
import type { Context } from '#data/organization/context.ts';
import { nameOf, viewerOf, type CustomerViewer } from '#data/portal/viewer.ts';
import { counted } from './listed.ts';
import { shownInvoices, shownIssues, shownPayments, shownQuotes } from './shown-records.ts';

type Input = InputOf<(typeof portal)['operations']['home']>;
type Waiting = Pick<PortalHome, 'due' | 'credit' | 'openIssues' | 'openQuotes'>;

const nothingWaits: Waiting = { due: [], credit: [], openIssues: 0, openQuotes: 0 };

export async function home(context: Context, { customerId }: Input): Promise<PortalHome> {
  const viewer = await viewerOf(context, customerId);
  const { customer } = viewer;
  const name = nameOf(viewer);
  const [organization, waiting] = await Promise.all([
    organizationOf(context),
    customer ? waitingFor(context, { ...viewer, customer }) : nothingWaits,
  ]);
  return {
    organization,
    kind: viewer.kind,
    ...(name === undefined ? {} : { name }),
    ...(customer ? { customer: { id: customer.id, name: customer.name } } : {}),
    ...(viewer.isPreview ? { isPreview: true } : {}),
    ...waiting,
    statuses: {
      quotes: labels(context, 'quoteStatuses'),
      orders: labels(context, 'orderStatuses'),
      invoices: labels(context, 'invoiceStatuses'),
      payments: labels(context, 'paymentStatuses'),
      paymentMethods: labels(context, 'paymentMethods'),
      issues: labels(context, 'issueStatuses'),
    },
  };
}

async function organizationOf(context: Context): Promise<PortalHome['organization']> {
  const { id, name, logoId, timeZone, country, wording } = context.settings;
  const { accentColor } = await readBilling(context);
  return {
    id,
    name,
    ...(logoId === undefined ? {} : { logoUrl: shownFrom(pictureKey(id, logoId)) }),
    ...(accentColor === undefined ? {} : { accentColor }),
    timeZone,
    country,
    ...(wording ? { wording } : {}),
  };
}

const labels = ({ settings }: Context, list: StatusListName): PortalHome['statuses']['quotes'] =>
  settings[list].map(({ id, name, names, meaning }) => ({
    id,
    name,
    ...(names ? { names } : {}),
    ...(meaning ? { meaning } : {}),
  }));

/** What waits for the customer. */
async function waitingFor(context: Context, viewer: CustomerViewer): Promise<Waiting> {
  const [unpaid, payments, issues, quotes] = await Promise.all([
    counted(context, viewer, shownInvoices, ['open', 'overdue'], ['due', 'pending']),
    counted(context, viewer, shownPayments, ['received'], ['unallocated']),
    counted(context, viewer, shownIssues, ['open', 'inProgress', 'waiting']),
    counted(context, viewer, shownQuotes, ['sent']),
  ]);
  return {
    due: dueOf(context, unpaid.groups),
    credit: creditOf(context, payments.groups),
    openIssues: issues.total,
    openQuotes: quotes.total,
  };
}

/** What payments leave for other invoices, by currency. */
function creditOf({ settings }: Context, groups: readonly ListGroup[]): PortalHome['credit'] {
  const sums = new Map<string, number>();
  for (const { measures } of groups)
    for (const { currency = settings.currency, sum } of measures.unallocated ?? [])
      sums.set(currency, (sums.get(currency) ?? 0) + sum);
  return [...sums].flatMap(([currency, amountMinor]) => (amountMinor > 0 ? [{ amountMinor, currency }] : []));
}

/** What is due by currency, from the sums by status. */
function dueOf({ settings }: Context, groups: readonly ListGroup[]): PortalHome['due'] {
  const overdue = settings.invoiceStatuses.filter(({ meaning }) => meaning === 'overdue');
  const by = new Map<string, { due: number; overdue: number; pending: number; count: number }>();
  const add = (currency: string, more: Partial<Record<'due' | 'overdue' | 'pending' | 'count', number>>) => {
    const before = by.get(currency) ?? { due: 0, overdue: 0, pending: 0, count: 0 };
    const { due = 0, overdue: late = 0, pending = 0, count = 0 } = more;
    by.set(currency, {
      due: before.due + due,
      overdue: before.overdue + late,
      pending: before.pending + pending,
      count: before.count + count,
    });
  };
  for (const { key, measures } of groups) {
    const isOverdue = overdue.some(({ id }) => id === key);
    for (const { currency = settings.currency, sum, count } of measures.due ?? [])
      add(currency, { due: sum, overdue: isOverdue ? sum : 0, count });
    for (const { currency = settings.currency, sum } of measures.pending ?? [])
      add(currency, { pending: sum });
  }
  return [...by].map(([currency, { count, ...amounts }]) => ({
    due: { amountMinor: amounts.due, currency },
    overdue: { amountMinor: amounts.overdue, currency },
    pending: { amountMinor: amounts.pending, currency },
    count,
  }));
}
