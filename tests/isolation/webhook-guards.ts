import { guard, never, type Guard } from './guard.ts';

const hooks = 'tests/api/webhooks.test.ts';
const addresses = 'tests/isolation/webhook-addresses.test.ts';

/** Guards of what webhooks send, to whom, and of who manages them. */
export const webhookGuards: Guard[] = [
  guard(
    'webhooks of others for a key',
    'functions/webhooks/load-webhook.ts',
    'actor.apiKeyId === undefined || creator.apiKeyId === actor.apiKeyId',
    'Boolean(actor) || creator.apiKeyId === undefined',
    hooks,
    'an API key creates webhooks for what it can read, and manages only its own',
  ),
  guard(
    'the events that a creator can read',
    'functions/webhooks/webhooks.ts',
    "known.has(event) || context.scopeFor(recordPermission(typeOfEvent(event), 'read'))",
    'known.has(event) || typeOfEvent(event)',
    hooks,
    'an API key creates webhooks for what it can read, and manages only its own',
  ),
  guard(
    'the reach of a webhook’s creator',
    'shared/data/webhooks/payload.ts',
    "context.scopeFor(recordPermission(definition.type.name, 'read'))",
    "context.scopeFor(recordPermission(definition.type.name, 'read')) && 'all'",
    hooks,
    'a webhook sends what its creator can read at that moment, and ends with the creator',
  ),
  guard(
    'the end of a webhook’s creator',
    'shared/data/webhooks/dispatch.ts',
    "await switchOff(session, orgId, webhook, 'creator_left');",
    '',
    hooks,
    'a webhook sends what its creator can read at that moment, and ends with the creator',
  ),
  guard(
    'public addresses only, by name',
    'shared/data/webhooks/post.ts',
    'found.filter(({ address }) => isPublicAddress(address))',
    'found',
    addresses,
    'no form of an address that isn’t public opens a connection',
  ),
  guard(
    'public addresses only, by number',
    'shared/data/webhooks/post.ts',
    "if (isIP(host) && !isPublicAddress(host)) return { problem: 'address_not_public' };",
    never,
    addresses,
    'no form of an address that isn’t public opens a connection',
  ),
  guard(
    'https for webhooks',
    'shared/data/webhooks/post.ts',
    "if (target.protocol !== 'https:' && !isOwn) return { problem: 'not_secure' };",
    never,
    addresses,
    'without https, only programs on the own machine are called, and only where a stage allows it',
  ),
];
