import { issuesOn } from '#lib/analytics/behind.ts';
import { plain, ratio, type Measure, type Report } from './measures.ts';

const measures: readonly Measure[] = [
  plain('issuesOpened', 'number', { source: 'opened', behind: issuesOn('created') }),
  plain('issuesAnswered', 'number', { source: 'answered', behind: issuesOn('firstAnswered') }),
  ratio('firstAnswerTime', 'duration', 'answerSeconds', ['answered'], issuesOn('firstAnswered')),
  ratio(
    'answeredInTime',
    'share',
    'answeredInTime',
    ['answerTargets'],
    issuesOn('firstAnswered', 'firstAnswerInTime'),
  ),
  plain('issuesResolved', 'number', { source: 'resolved', behind: issuesOn('resolved') }),
  ratio('resolutionTime', 'duration', 'resolutionSeconds', ['resolved'], issuesOn('resolved')),
  ratio(
    'resolvedInTime',
    'share',
    'resolvedInTime',
    ['resolutionTargets'],
    issuesOn('resolved', 'resolutionInTime'),
  ),
  plain('issuesRated', 'number', { source: 'rated', behind: issuesOn('rated') }),
  ratio('satisfied', 'share', 'ratedGood', ['rated'], issuesOn('rated', 'satisfied')),
];
const ofIssues = { takesPipeline: false, needs: 'issue:read', measures } as const;

/** The reports about issues, with their measures. */
export const issueReports: readonly Report[] = [
  { ...ofIssues, name: 'issues', parts: 'priority' },
  { ...ofIssues, name: 'issuePeople', parts: 'assignee' },
  { ...ofIssues, name: 'issueCustomers', parts: 'customer' },
];
