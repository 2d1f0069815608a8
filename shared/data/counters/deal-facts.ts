import { dateAfter, dateIn, startOfDay } from '../values/day.ts';
import type { Deal } from '#contract/records/deal.ts';
import type { Organization, Pipeline } from '#contract/organization.ts';
import { openStages } from '../organization/recount.ts';
import { countedMinor } from './deal-sums.ts';
import { customerPart } from './customer-sums.ts';
import { factOf, noDay, secondsBetween, type ActivitiesSeen, type Fact } from './facts.ts';

type Counted = Pick<
  Deal,
  | 'value'
  | 'exchangeRate'
  | 'stageId'
  | 'pipelineId'
  | 'probability'
  | 'expectedCloseDate'
  | 'closedAt'
  | 'stageSeconds'
  | 'openStageId'
  | 'customerId'
> & { createdAt: string };

/**
 * The facts of a deal: its creation and its furthest stage on the creation day, and that it was won or lost on the
 * closing day. An open deal also has a fact on its expected close date. Another fact counts the deal for its customer,
 * on the closing day or, while the deal is open, on the creation day.
 */
export function dealFacts(
  deal: Counted,
  settings: Organization,
  { count: wonActivities = 0 }: ActivitiesSeen,
): Fact[] {
  const meaning = meaningOf(deal, settings);
  const minor = countedMinor(deal, settings);
  const day = (instant: string) => dateIn(settings.timeZone, instant);
  const madeOn = day(deal.createdAt);
  const furthest = furthestStage(deal, settings);
  const facts = [factOf('deals', madeOn, deal.pipelineId, { created: 1, createdMinor: { minor } })];
  if (furthest !== undefined)
    facts.push(factOf('funnel', madeOn, furthest, { stopped: 1, stoppedMinor: { minor } }));
  const closedOn = meaning !== 'open' && deal.closedAt ? day(deal.closedAt) : undefined;
  if (closedOn !== undefined && deal.closedAt) {
    const wonSeconds = secondsBetween(deal.createdAt, deal.closedAt);
    const won = { won: 1, wonMinor: { minor }, wonSeconds, wonActivities };
    const lost = { lost: 1, lostMinor: { minor } };
    facts.push(factOf('deals', closedOn, deal.pipelineId, meaning === 'won' ? won : lost));
  }
  if (meaning === 'open') facts.push(expected(deal, minor));
  if (deal.customerId) {
    const amounts = {
      open: { open: 1, openMinor: { minor } },
      won: { won: 1, wonMinor: { minor } },
      lost: { lost: 1 },
    }[meaning];
    const part = customerPart(deal.customerId, deal.pipelineId);
    facts.push(factOf('customerDeals', closedOn ?? madeOn, part, amounts));
  }
  return facts;
}

/** A won deal is counted with the activities until the end of the day on which it was won. */
export const activitiesBeforeWin = (deal: Counted, settings: Organization): { until: string } | undefined =>
  deal.closedAt !== undefined && meaningOf(deal, settings) === 'won'
    ? { until: startOfDay(settings.timeZone, dateAfter(dateIn(settings.timeZone, deal.closedAt))) }
    : undefined;

function expected({ stageId, probability, expectedCloseDate = noDay }: Counted, minor: number): Fact {
  return factOf('expected', expectedCloseDate, stageId, {
    open: 1,
    openMinor: { minor },
    ...(probability === undefined ? {} : { ownMinor: { minor }, ownPercent: { minor, times: probability } }),
  });
}

type Staged = Pick<Deal, 'pipelineId' | 'stageId' | 'stageSeconds' | 'openStageId'>;

const pipelineOf = ({ pipelineId }: Staged, { pipelines }: Organization): Pipeline | undefined =>
  pipelines.find(({ id }) => id === pipelineId);
const meaningOf = (deal: Staged, settings: Organization) =>
  pipelineOf(deal, settings)?.stages.find(({ id }) => id === deal.stageId)?.meaning ?? 'open';

/**
 * The id of the last open stage in use, in pipeline order, that the deal has been in, or of the first such stage if the
 * deal has been in none. For a won deal, the id of its current stage. Undefined if the pipeline doesn't exist.
 */
export function furthestStage(deal: Staged, settings: Organization): string | undefined {
  const { stageId, stageSeconds = {}, openStageId } = deal;
  const pipeline = pipelineOf(deal, settings);
  if (!pipeline) return undefined;
  if (meaningOf(deal, settings) === 'won') return stageId;
  const seen = new Set([stageId, openStageId, ...Object.keys(stageSeconds)]);
  const open = openStages(pipeline.stages);
  return (open.findLast(({ id }) => seen.has(id)) ?? open[0])?.id;
}
