import * as z from 'zod/mini';
import { nothing, operation, resource } from './operation.ts';

const path = '/v1/crashes';

/**
 * What a browser reports about a crash. Nothing in it is free text, because messages of errors can quote what somebody
 * typed. The patterns leave no room for addresses with IDs or queries either.
 */
const crashReport = z.strictObject({
  /** The page by its route, such as `/o/[org]/contacts/[id]`, without the values of its parameters. */
  page: z.string().check(z.regex(/^\/[A-Za-z()[\]/=._-]{0,199}$/)),
  /** The version of the site. */
  release: z.string().check(z.regex(/^\d{1,5}\.\d{1,5}\.\d{1,5}$/)),
  /** The name of the error. */
  error: z.string().check(z.regex(/^[A-Za-z]{1,60}$/)),
  /** Where it was thrown and from where that was called: files of the site with line and column. */
  places: z
    .array(z.string().check(z.regex(/^\/_app\/[A-Za-z0-9/._-]{1,150}:\d{1,7}:\d{1,7}$/)))
    .check(z.minLength(1), z.maxLength(6)),
  /** The ID of the request that failed, if the crash is about one. */
  failedRequestId: z.optional(z.string().check(z.regex(/^[A-Za-z0-9=_-]{1,60}$/))),
});
export type CrashReport = z.output<typeof crashReport>;

/** What browsers report when a page of the site crashes. */
export const crashes = resource('crashes', path, {
  report: operation({
    method: 'POST',
    path,
    access: 'public',
    summary: 'Report that a page of the site crashed.',
    description: 'Pages of the site send this by themselves. The report is logged and counted.',
    body: crashReport,
    output: nothing,
    status: 204,
  }),
});
