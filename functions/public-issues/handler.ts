import { publicIssues } from '#contract/public-issue.ts';
import { serveVisitors } from '#http/serve-visitors.ts';
import { answer } from './answer.ts';
import { file, page } from './show.ts';

export const handler = serveVisitors(publicIssues, { page, answer, file });
