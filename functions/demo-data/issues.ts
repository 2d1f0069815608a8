import type { Customer } from '#contract/records/customer.ts';
import { noteActions, parentExists } from '#data/entries/note.ts';
import type { Context } from '#data/organization/context.ts';
import type { Issue } from '#contract/records/issue.ts';
import { keyOf } from '#data/records/definition.ts';
import { timedAfter, timedValues, type IssueState, type Timed } from '#data/records/issue-clock.ts';
import { issueRecords } from '#data/records/issue.ts';
import { entryWith } from '#data/records/status-with.ts';
import { answerKey } from '#data/store/keys.ts';
import { derivedId } from '#data/values/derived-id.ts';
import { addMissing, type Addition } from './additions.ts';
import type { DemoContent } from './content/content.ts';
import { atWork } from './hours.ts';
import { dayMs, daysBefore, pick, seededRandom, type Random } from './random.ts';
import { addRecords } from './records.ts';
import type { WorkTime } from './work-time.ts';

const issuesMade = 60;
const daysBack = 120;

/** What happened to an issue: when it was opened, answered and resolved. */
interface Course {
  openedAt: string;
  answeredAt: string | undefined;
  state: IssueState;
  changedAt: string;
}

/**
 * Adds issues of the last months with their answers. Of the older ones, most are resolved. Returns the number of issues
 * added.
 */
export async function addIssues(
  context: Context,
  content: DemoContent,
  { owners, customers }: { owners: readonly string[]; customers: readonly Customer[] },
  time: WorkTime,
): Promise<number> {
  if (customers.length === 0) return 0;
  const random = seededRandom(60);
  const courses = Array.from({ length: issuesMade }, (_, index) => courseOf(random, context, index));
  const inputs = courses.map((course, index) => {
    const [subject, description] = textOf(content, index);
    const customer = pick(random, customers);
    const priorityId = pick(random, priorities(context));
    return {
      id: idOf(context, index),
      at: course.openedAt,
      input: {
        subject,
        description,
        priorityId,
        customerId: customer.id,
        statusId: entryWith(context.settings.issueStatuses, course.state),
        ...(owners.length > 0 && random() < 0.85 ? { ownerId: pick(random, owners) } : {}),
        ...(course.answeredAt === undefined ? {} : { lastAnswerAt: course.answeredAt }),
        ...timedValues(timedBy(context, course, priorityId)),
      },
    };
  });
  const { added, records } = await addRecords(context, issueRecords, inputs, time);
  if (!time.ranOut()) await addMissing(context, answersOf(context, content, courses, records), time);
  return added;
}

const idOf = ({ orgId }: Context, index: number): string => derivedId(orgId, `issue ${index}`);
const textOf = ({ issues }: DemoContent, index: number) => issues[index % issues.length] ?? ['', '', ''];
const priorities = ({ settings }: Context): string[] =>
  settings.issuePriorities.filter(({ retired }) => !retired).map(({ id }) => id);

/** The newest issues are open, and most others resolved. */
function courseOf(random: Random, context: Context, index: number): Course {
  const { now } = context;
  const openedAt = atWork(random, daysBefore(now, (daysBack * index) / issuesMade + random()), context);
  const later = (from: string, hours: number): string | undefined => {
    const at = Date.parse(from) + (hours / 24) * dayMs;
    return at < Date.parse(now) ? atWork(random, at, context, from) : undefined;
  };
  const answeredAt = random() < 0.1 ? undefined : later(openedAt, random() ** 2 * 20);
  if (answeredAt === undefined) return { openedAt, answeredAt, state: 'open', changedAt: openedAt };
  const resolvedAt = random() < 0.85 ? later(answeredAt, random() ** 2 * 120) : undefined;
  if (resolvedAt === undefined)
    return {
      openedAt,
      answeredAt,
      state: random() < 0.5 ? 'waiting' : 'inProgress',
      changedAt: answeredAt,
    };
  return { openedAt, answeredAt, state: random() < 0.4 ? 'closed' : 'resolved', changedAt: resolvedAt };
}

/** What the clock shows after an issue has run its course. */
function timedBy(
  { settings }: Context,
  { openedAt, answeredAt, state, changedAt }: Course,
  priorityId: string,
): Timed {
  const opened = timedAfter({}, { state: 'open', priorityId }, openedAt, settings);
  if (answeredAt === undefined) return opened;
  const isLast = changedAt === answeredAt;
  const answered = timedAfter(
    opened,
    { state: isLast ? state : 'inProgress', priorityId, isAnswered: true },
    answeredAt,
    settings,
  );
  return isLast ? answered : timedAfter(answered, { state, priorityId }, changedAt, settings);
}

function answersOf(
  context: Context,
  content: DemoContent,
  courses: readonly Course[],
  records: readonly Issue[],
): Addition[] {
  const byId = new Map(records.map((record) => [record.id, record]));
  return courses.flatMap(({ answeredAt }, index) => {
    const record = byId.get(idOf(context, index));
    if (!record || answeredAt === undefined) return [];
    const key = keyOf(issueRecords, context.orgId, record.id);
    const parent = { definition: issueRecords, record, key };
    const id = derivedId(context.orgId, `answer ${index}`);
    const authorId = record.ownerId ?? context.actor.userId;
    const [, , body] = textOf(content, index);
    const note = {
      ...{ id, version: 1, body, pinned: false, isAnswer: true as const },
      ...{ authorId, createdAt: answeredAt },
    };
    const then = { ...context, now: answeredAt };
    return [
      {
        keys: [answerKey(key, id)],
        actions: [parentExists(parent), ...noteActions(then, parent, note, undefined, 'created', [])],
      },
    ];
  });
}
