import Target from '@lucide/svelte/icons/target';
import type { ListState } from '../list-state.ts';
import { recordView } from '../record-view.ts';
import { texts } from '../texts/lead.ts';

export default recordView('lead', {
  icon: Target,
  sort: '-createdAt',
  ranges: [
    { name: 'budget', from: 'budgetFrom', to: 'budgetTo', kind: 'money' },
    { name: 'score', from: 'scoreFrom', to: 'scoreTo', kind: 'integer' },
  ],
  columns: [
    { field: 'fullName', width: 200, sort: 'name' },
    { field: 'company', width: 152 },
    { field: 'statusId', width: 124 },
    { field: 'score', width: 84, sort: 'score' },
    { field: 'estimatedValue', width: 120 },
    { field: 'sourceId', width: 120 },
    { field: 'ownerId', width: 120 },
    { field: 'tagIds', width: 132 },
    { field: 'createdAt', width: 100, sort: 'createdAt' },
    { field: 'email', width: 184, hidden: true },
    { field: 'phones', width: 164, hidden: true },
    { field: 'convertedAt', width: 116, hidden: true },
  ],
  subtitle: ['company', 'estimatedValue', 'email'],
  told: ['formName', 'consentText', 'disqualifiedReason', 'convertedAt', 'customerId', 'contactId', 'dealId'],
  verbs: () => import('../leads/LeadVerbs.svelte'),
  summary: () => import('../leads/LeadScore.svelte'),
  notice: (list) => (isByScore(list) ? import('../leads/RescoringNotice.svelte') : undefined),
  texts,
});

const isByScore = ({ sort, filters }: ListState): boolean =>
  sort.replace('-', '') === 'score' || 'scoreFrom' in filters || 'scoreTo' in filters;
