import { crashes } from '#contract/crash.ts';
import { serveVisitors } from '#http/serve-visitors.ts';
import { report } from './report.ts';

export const handler = serveVisitors(crashes, { report });
