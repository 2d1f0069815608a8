import { publicDocuments } from '#contract/public-document.ts';
import { serveVisitors } from '#http/serve-visitors.ts';
import { answer } from './answer.ts';
import { checkout } from './checkout.ts';
import { page, pdf } from './show.ts';

export const handler = serveVisitors(publicDocuments, { page, pdf, answer, checkout });
