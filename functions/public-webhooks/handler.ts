import { publicWebhooks } from '#contract/public-webhook.ts';
import { serveVisitors } from '#http/serve-visitors.ts';
import { challenge } from './challenge.ts';
import { receive } from './receive.ts';

export const handler = serveVisitors(publicWebhooks, { receive, challenge });
