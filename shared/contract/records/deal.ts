import * as z from 'zod/mini';
import { documentLines, percent } from '../document-fields.ts';
import {
  amount,
  date,
  defaulted,
  durations,
  instant,
  integer,
  kept,
  listedIn,
  member,
  optional,
  rate,
  relation,
  relations,
  tags,
  text,
  externalId,
} from '../field.ts';
import { recordType, type RecordOf } from '../record-type.ts';
import { withinReach } from '../role.ts';
import { stage } from '../stage.ts';

/** A potential sale. Its stage belongs to its pipeline. Its probability is that of the stage unless overridden. */
export const deal = recordType('deal', {
  plural: 'deals',
  nouns: {
    en: { one: 'Deal', many: 'Deals' },
    es: { one: 'Negocio', many: 'Negocios' },
  },
  icon: 'square-kanban',
  group: 'sales',
  shortcut: 'd',
  permissions: withinReach,
  fields: {
    title: text({ max: 160 }),
    /** The sum of the lines, if there are any. */
    value: optional(amount()),
    lines: optional(documentLines()),
    /** Applies to every line, after the line's own discount. */
    discountPercent: optional(percent()),
    /**
     * Value of one unit of the deal's currency in the organization's currency. If the two currencies differ, totals
     * include the deal's value only with an exchange rate.
     */
    exchangeRate: optional(rate()),
    customerId: optional(relation('customer')),
    contactIds: optional(relations('contact', 20)),
    pipelineId: defaulted(listedIn('pipelines')),
    stageId: defaulted(listedIn('stages')),
    /** In percent. Overrides the stage's probability while the deal is open. */
    probability: optional(integer({ min: 0, max: 100 }, { isPercent: true })),
    expectedCloseDate: optional(date()),
    /** Required when the deal enters a lost stage, and kept only in such stages. */
    lostReason: optional(text({ max: 300 })),
    closedAt: kept(instant()),
    stageSince: kept(instant()),
    /** Excludes the time since `stageSince`, when the deal entered its current stage. */
    stageSeconds: kept(durations()),
    /** The stage that a won or lost deal came from. */
    openStageId: kept(text({ max: 40 })),
    /**
     * The furthest open stage that the deal has been in, in the pipeline's current order. For a won deal, the won
     * stage.
     */
    furthestStageId: kept(listedIn('stages')),
    /** The rank of the deal's card in its stage on the board, as sortable text. */
    position: kept(text({ max: 60 })),
    ownerId: optional(member()),
    tagIds: optional(tags()),
    externalId: externalId(),
  },
  hasActivities: true,
  fromSettings: { stage: z.optional(z.pick(stage, { name: true, probability: true, meaning: true })) },
  title: 'title',
  row: [
    'title',
    'value',
    'exchangeRate',
    'customerId',
    'pipelineId',
    'stageId',
    'probability',
    'expectedCloseDate',
    'closedAt',
    'stageSince',
    'furthestStageId',
    'position',
    'ownerId',
    'tagIds',
  ],
  sorts: ['createdAt', 'value', 'closeDate', 'position'],
  filters: ['pipelineId', 'stageId', 'furthestStageId', 'customerId', 'ownerId', 'tagIds'],
  defaultSort: '-createdAt',
  board: {
    by: 'stageId',
    within: 'pipelineId',
    isFirst: true,
    sort: 'position',
    isRanked: true,
    sums: { sumMinor: 'countedValue', weightedMinor: 'weightedValue' },
  },
  sortColumns: { value: 'countedValue' },
  computed: {
    /** The date on which the deal was closed, or the expected one. */
    closeDate: { kind: 'date' },
    outcome: { kind: 'choice', choices: ['open', 'won', 'lost'] },
    /** `uncounted`: totals leave the value out, because it is in another currency and has no exchange rate. */
    counting: { kind: 'choice', choices: ['counted', 'uncounted'] },
    /** In minor units of the organization's currency, converted at the deal's exchange rate. Zero without a rate. */
    countedValue: { kind: 'number', isMinorUnits: true },
    /** `countedValue`, weighted by the deal's probability. */
    weightedValue: { kind: 'number', isMinorUnits: true },
  },
  days: { close: 'closeDate' },
  listDescription:
    '`closeFrom`, `closeTo` and `sort=closeDate` use the date a deal was closed, or the expected close date of an open deal. `sort=value` compares values in the organization’s currency, converted at each deal’s exchange rate. Deals without a rate count as zero; `counting` finds them.',
});
export type Deal = RecordOf<typeof deal.fields>;
