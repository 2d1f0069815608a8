import { publicPayments } from '#contract/public-payment.ts';
import { serveVisitors } from '#http/serve-visitors.ts';
import { done } from './done.ts';
import { stripeEvent } from './stripe-event.ts';

export const handler = serveVisitors(publicPayments, { stripeEvent, done });
