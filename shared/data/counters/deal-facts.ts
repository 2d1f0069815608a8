import { dateIn } from '../values/day.ts';
import type { Deal } from '#contract/records/deal.ts';
import type { Organization, Pipeline } from '#contract/organization.ts';
import { amountParts, countedMinor } from './deal-sums.ts';
import { openStages } from '../organization/recount.ts';
import { customerPart } from './customer-sums.ts';
import { noDay, type Fact } from './facts.ts';

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
 * The facts of a deal. On its creation day: created (`c`, worth `cs`) and the furthest stage (`n`, `s` in family
 * `f`). On its closing day: won (`w`, `ws`, after `wt` seconds) or lost (`l`, `ls`). While open: expected (`x`), in
 * sums that leave the stage's probability to the reader (see deal-sums.ts). For its customer (`k`): open (`o`, `os`)
 * since creation, won (`w`, `ws`) or lost (`l`) on the closing day.
 */
export function dealFacts(deal: Counted, settings: Organization): Fact[] {
  const meaning = meaningOf(deal, settings);
  const minor = countedMinor(deal, settings);
  const day = (instant: string) => dateIn(settings.timeZone, instant);
  const made = { day: day(deal.createdAt), part: deal.pipelineId };
  const furthest = furthestStage(deal, settings);
  const facts: Fact[] = [{ family: 'd', ...made, amounts: { c: 1, ...amountParts('cs', minor, 1) } }];
  if (furthest !== undefined)
    facts.push({
      family: 'f',
      day: made.day,
      part: furthest,
      amounts: { n: 1, ...amountParts('s', minor, 1) },
    });
  if (meaning !== 'open' && deal.closedAt) {
    const won = { w: 1, ...amountParts('ws', minor, 1), ...present('wt', cycleSeconds(deal, deal.closedAt)) };
    const lost = { l: 1, ...amountParts('ls', minor, 1) };
    facts.push({
      family: 'd',
      day: day(deal.closedAt),
      part: deal.pipelineId,
      amounts: meaning === 'won' ? won : lost,
    });
  }
  if (meaning === 'open') facts.push(expected(deal, deal.expectedCloseDate ?? noDay, minor));
  if (deal.customerId) {
    const part = customerPart(deal.customerId, deal.pipelineId);
    const amounts = {
      open: { o: 1, ...amountParts('os', minor, 1) },
      won: { w: 1, ...amountParts('ws', minor, 1) },
      lost: { l: 1 },
    }[meaning];
    const closedOn = deal.closedAt && meaning !== 'open' ? day(deal.closedAt) : made.day;
    facts.push({ family: 'k', day: closedOn, part, amounts });
  }
  return facts;
}

const present = (name: string, amount: number): Record<string, number> => (amount ? { [name]: amount } : {});

/** Seconds from creation to closing; zero for a deal that was closed before it was entered. */
const cycleSeconds = ({ createdAt }: Counted, closedAt: string): number =>
  Math.max(0, Math.floor((Date.parse(closedAt) - Date.parse(createdAt)) / 1000));

function expected({ stageId, probability }: Counted, day: string, minor: number): Fact {
  const own =
    probability === undefined
      ? {}
      : { ...amountParts('o', minor, 1), ...amountParts('p', minor, probability) };
  return { family: 'x', day, part: stageId, amounts: { n: 1, ...amountParts('s', minor, 1), ...own } };
}

type Staged = Pick<Deal, 'pipelineId' | 'stageId' | 'stageSeconds' | 'openStageId'>;

const pipelineOf = ({ pipelineId }: Staged, { pipelines }: Organization): Pipeline | undefined =>
  pipelines.find(({ id }) => id === pipelineId);
const meaningOf = (deal: Staged, settings: Organization) =>
  pipelineOf(deal, settings)?.stages.find(({ id }) => id === deal.stageId)?.meaning ?? 'open';

/** The furthest open stage in pipeline order that the deal has been in. Won is beyond all of them. */
export function furthestStage(deal: Staged, settings: Organization): string | undefined {
  const { stageId, stageSeconds = {}, openStageId } = deal;
  const pipeline = pipelineOf(deal, settings);
  if (!pipeline) return undefined;
  if (meaningOf(deal, settings) === 'won') return stageId;
  const seen = new Set([stageId, openStageId, ...Object.keys(stageSeconds)]);
  const open = openStages(pipeline.stages);
  return (open.findLast(({ id }) => seen.has(id)) ?? open[0])?.id;
}
