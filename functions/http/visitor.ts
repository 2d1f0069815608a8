import type { Visitor } from '#data/context.ts';
import type { Call, Event } from './call.ts';
import { checkParams, headerOf, isForm } from './parse.ts';

/** Lets in whoever comes, to an operation that is open to all. */
export function admitVisitor(call: Call): void {
  const { event, session, requestId, matched } = call;
  checkParams(matched?.params ?? {});
  call.context = { ...session, requestId, now: new Date().toISOString(), visitor: visitorOf(event) };
}

/** What a request tells of somebody who does not sign in. */
function visitorOf(event: Event): Visitor {
  const origin = headerOf(event, 'origin');
  return {
    address: addressOf(event),
    ...(origin === undefined ? {} : { origin }),
    isFromOwnPage: headerOf(event, 'sec-fetch-site') === 'same-origin' || isOwnSite(origin),
    isInFrame: headerOf(event, 'sec-fetch-dest') === 'iframe',
    languages: headerOf(event, 'accept-language') ?? '',
    wantsPage: isForm(event) || /\btext\/html\b/i.test(headerOf(event, 'accept') ?? ''),
    answerHeaders: {},
  };
}

const isOwnSite = (origin: string | undefined): boolean =>
  origin !== undefined && origin === process.env.SITE_URL;

/**
 * The address by the header of the edge, which ends in a port. Anybody can send that header, so it counts only where the
 * edge's secret was checked before; without the edge there is the address that called the API.
 */
function addressOf(event: Event): string | undefined {
  if (!process.env.ORIGIN_SECRET) return event.requestContext.http.sourceIp;
  const viewer = headerOf(event, 'cloudfront-viewer-address');
  return viewer?.slice(0, viewer.lastIndexOf(':')).replace(/^\[|\]$/g, '');
}
