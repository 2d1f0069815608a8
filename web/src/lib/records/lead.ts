import Target from '@lucide/svelte/icons/target';
import { recordTypes } from 'virtual:contract';
import { client } from '#lib/api/client.ts';
import { t } from '#lib/i18n/i18n.svelte.ts';
import { permissionsOf, splitName, type RecordView, recordClient } from './view.ts';
import { worded } from './wording.svelte.ts';

export const leadView: RecordView = {
  type: recordTypes.lead,
  name: 'lead',
  plural: recordTypes.lead.plural,
  client: recordClient(client.leads),
  texts: () => worded('lead', t.lead),
  icon: Target,
  createIcon: Target,
  goCommand: 'goLeads',
  permissions: permissionsOf('lead'),
  sort: '-createdAt',
  status: 'statusId',
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
  aside: ['tagIds', 'ownerId'],
  told: ['formName', 'consentText', 'disqualifiedReason', 'convertedAt', 'customerId', 'contactId', 'dealId'],
  verbs: () => import('./leads/LeadVerbs.svelte'),
  summary: () => import('./leads/LeadScore.svelte'),
  notice: () => import('./leads/RescoringNotice.svelte'),
  fromName: splitName,
};
