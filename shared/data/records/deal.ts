import type { Deal } from '#contract/deal.ts';
import { deal } from '#contract/deal.ts';
import type { Organization, Stage } from '#contract/organization.ts';
import { wordsOf } from '../words.ts';
import { sortableNumber } from './definition.ts';
import type { AnyRecord, RecordDefinition } from './definition.ts';

/** The stage of a deal; one that is in no pipeline any more has neither chance nor meaning. */
export function stageOf(settings: Organization, stageId: string): Stage | undefined {
  return settings.pipelines.flatMap((pipeline) => pipeline.stages).find((stage) => stage.id === stageId);
}

/** Percent: the deal's own probability, or that of its stage. */
export function probabilityOf(record: Pick<Deal, 'probability' | 'stageId'>, settings: Organization): number {
  return record.probability ?? stageOf(settings, record.stageId)?.probability ?? 0;
}

/** A deal's value in the organization's currency, minor units; a deal in another currency counts by the rate given for it. */
export function countedMinor(record: Pick<Deal, 'value'>, settings: Organization): number {
  const { value } = record;
  return value?.currency === settings.currency ? value.amountMinor : 0;
}

const laterThanAll = '9999-12-31';

/** How deals lie in the table. */
const definition: RecordDefinition<Deal & AnyRecord> = {
  type: deal,
  schema: 1,
  projection: 1,
  upgrades: [],
  unique: [],
  lists: [
    { index: 'g1', sort: 'createdAt' },
    { index: 'g2', sort: 'value' },
    { index: 'g3', sort: 'expectedCloseDate' },
    { index: 'g4', by: 'stageId', sort: 'position' },
    { index: 'g5', by: 'ownerId', sort: 'createdAt' },
    { index: 'g6', by: 'customerId', sparse: true, sort: 'createdAt' },
  ],
  sorts: {
    createdAt: (record) => record.createdAt,
    value: (record) => sortableNumber(record.value?.amountMinor ?? 0),
    expectedCloseDate: (record) => record.expectedCloseDate ?? laterThanAll,
    position: (record) => record.position ?? record.createdAt,
  },
  searchWords: (record) => wordsOf({ names: [record.title], emails: [], phones: [] }),
  searchDetail: () => undefined,
  countedBy: 'stageId',
  countedEach: ['tagIds'],
  tallies: (record, settings) => {
    const minor = countedMinor(record, settings);
    const amounts = {
      [`s_${record.stageId}`]: minor,
      [`w_${record.stageId}`]: Math.round((minor * probabilityOf(record, settings)) / 100),
    };
    return { sums: amounts, [`sums#owner#${record.ownerId ?? 'none'}`]: amounts };
  },
  derive: () => ({}),
  defaults: (settings) => {
    const pipeline = settings.pipelines.find((entry) => !entry.retired);
    return pipeline ? { pipelineId: pipeline.id } : {};
  },
  check: (record, settings) => {
    const pipeline = settings.pipelines.find((entry) => entry.id === record.pipelineId);
    return pipeline?.stages.some((stage) => stage.id === record.stageId)
      ? undefined
      : { field: 'stageId', code: 'not_a_choice' };
  },
};

export const dealRecords = definition as unknown as RecordDefinition;
