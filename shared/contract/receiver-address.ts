import * as z from 'zod/mini';
import { limits } from './limits.ts';
import { withoutUnseenAround } from './unseen.ts';

/** A program on the machine where the local host runs. Stages for development take it. */
const ownMachine = /^http:\/\/localhost(?::\d{1,5})?(?:[/?#]|$)/i;

/**
 * Where the CRM sends messages: https without credentials, which would be visible to all who manage webhooks. Which
 * addresses are taken is decided when a connection is made, because names can lead elsewhere at any time.
 */
export const receiverAddress = z
  .string()
  .check(
    z.maxLength(limits.urlCharacters),
    withoutUnseenAround,
    z.trim(),
    z.regex(/^https?:\/\/[^\s/?#]+[^\s]*$/i, { error: 'secureUrl' }),
    z.refine(isReceiver, { error: 'secureUrl' }),
  );

function isReceiver(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, username, password, hash } = new URL(address);
  if (username !== '' || password !== '' || hash !== '') return false;
  return protocol === 'https:' || ownMachine.test(address);
}

/** Whether an address is on the machine that sends to it. */
export const isOnOwnMachine = (address: string): boolean => ownMachine.test(address);
