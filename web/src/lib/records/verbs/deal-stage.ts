import CircleX from '@lucide/svelte/icons/circle-x';
import RotateCcw from '@lucide/svelte/icons/rotate-ccw';
import Trophy from '@lucide/svelte/icons/trophy';
import type { Deal } from '#contract/records/deal.ts';
import { client } from '#lib/api/client.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import type { Outcome, Verb, VerbContext } from './verb.ts';

const isClosed = ({ meaning }: VerbContext): boolean => meaning === 'won' || meaning === 'lost';

/** On the board, a deal is won today. The dialog asks for the day. */
export const winDeal: Verb<Deal, unknown, { closedOn?: string } | undefined> = {
  title: () => t.deals.win,
  icon: Trophy,
  if: (_, context) => context.mayUpdate && !isClosed(context),
  dialog: () => import('../deals/WinDeal.svelte'),
  run: async (deal, context, body = {}) => {
    const { orgId } = context.workspace;
    const won = await client.deals.win({ orgId, id: deal.id, body }, { version: deal.version });
    return { record: won, text: t.deals.isWon(context.title), undo: () => reopen(won, context) };
  },
};

export const loseDeal: Verb<Deal, unknown, string> = {
  title: () => t.deals.lose,
  icon: CircleX,
  if: (_, context) => context.mayUpdate && !isClosed(context),
  reason: (_, { title }) => ({
    title: t.deals.loseTitle(title),
    label: t.deals.reason,
    action: t.deals.loseAction,
  }),
  run: async (deal, context, reason) => {
    const input = { orgId: context.workspace.orgId, id: deal.id, body: { reason } };
    const lost = await client.deals.lose(input, { version: deal.version });
    return { record: lost, text: t.deals.isLost(context.title), undo: () => reopen(lost, context) };
  },
};

export const reopenDeal: Verb<Deal> = {
  title: () => t.deals.reopen,
  icon: RotateCcw,
  if: (_, context) => context.mayUpdate && isClosed(context),
  run: (deal, context) => reopen(deal, context),
};

async function reopen(deal: Deal, { workspace: { orgId }, title }: VerbContext): Promise<Outcome> {
  const record = await client.deals.reopen({ orgId, id: deal.id }, { version: deal.version });
  return { record, text: t.deals.reopened(title) };
}
