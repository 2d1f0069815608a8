import * as z from 'zod/mini';
import { calendarDate, id, line } from '../field.ts';
import { operation } from '../operation.ts';
import { recordResource } from '../record-operations.ts';
import { deal } from './deal.ts';

const one = '/v1/orgs/{orgId}/deals/{id}';

export const deals = recordResource(deal, {
  move: operation({
    method: 'POST',
    path: `${one}/move`,
    access: 'deal:update',
    summary: 'Move a deal to a stage, at the top or after another deal.',
    description: 'Moving to a lost stage requires a reason.',
    body: z.strictObject({
      stageId: line(40),
      afterId: z.optional(z.nullable(id)),
      lostReason: z.optional(line(300)),
    }),
    output: deal.record,
    ifMatch: true,
  }),
  win: operation({
    method: 'POST',
    path: `${one}/win`,
    access: 'deal:update',
    summary: 'Mark a deal as won, today or on an earlier day.',
    body: z.strictObject({ closedOn: z.optional(calendarDate) }),
    output: deal.record,
    ifMatch: true,
  }),
  lose: operation({
    method: 'POST',
    path: `${one}/lose`,
    access: 'deal:update',
    summary: 'Mark a deal as lost, with a reason.',
    body: z.strictObject({ reason: line(300) }),
    output: deal.record,
    ifMatch: true,
  }),
  reopen: operation({
    method: 'POST',
    path: `${one}/reopen`,
    access: 'deal:update',
    summary: 'Reopen a won or lost deal in the stage it came from.',
    output: deal.record,
    ifMatch: true,
  }),
});
