import SquareKanban from '@lucide/svelte/icons/square-kanban';
import { recordTypes } from 'virtual:contract';
import type { Money } from '#contract/field.ts';
import type { Organization } from '#contract/organization.ts';
import { client } from '#lib/api/client.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { permissionsOf, type RecordView, recordClient } from './view.ts';
import { worded } from './wording.svelte.ts';

export const dealView: RecordView = {
  type: recordTypes.deal,
  name: 'deal',
  plural: recordTypes.deal.plural,
  client: recordClient(client.deals),
  texts: () => worded('deal', t.deal),
  icon: SquareKanban,
  createIcon: SquareKanban,
  goCommand: 'goDeals',
  permissions: permissionsOf('deal'),
  sort: '-createdAt',
  status: 'stageId',
  columns: [
    { field: 'title', width: 232 },
    { field: 'value', width: 124, sort: 'value' },
    { field: 'stageId', width: 132 },
    { field: 'customerId', width: 168 },
    { field: 'expectedCloseDate', width: 128, sort: 'closeDate', instead: 'closedAt' },
    { field: 'ownerId', width: 120 },
    { field: 'tagIds', width: 132 },
    { field: 'createdAt', width: 100, sort: 'createdAt' },
    { field: 'pipelineId', width: 120, hidden: true },
    { field: 'probability', width: 104, hidden: true },
    { field: 'stageSince', width: 116, hidden: true },
    { field: 'furthestStageId', width: 132, hidden: true },
    { field: 'closedAt', width: 104, hidden: true },
  ],
  subtitle: ['value', 'customerId', 'expectedCloseDate'],
  aside: ['tagIds', 'ownerId'],
  told: ['closedAt'],
  verbs: () => import('./deals/DealVerbs.svelte'),
  summary: () => import('./deals/DealStages.svelte'),
  board: () => import('./board/Board.svelte'),
  needless: (values, { organization }) => [
    ...(isInOwnCurrency(values, organization) ? ['exchangeRate'] : []),
    ...(isLost(values, organization) ? [] : ['lostReason']),
  ],
  fromName: (title) => ({ title }),
};

type Values = Record<string, unknown>;

const isInOwnCurrency = ({ value }: Values, { currency }: Organization): boolean =>
  ((value as Money | undefined)?.currency ?? currency) === currency;

const isLost = ({ stageId }: Values, { pipelines }: Organization): boolean =>
  pipelines.some(({ stages }) => stages.some(({ id, meaning }) => id === stageId && meaning === 'lost'));
