import { chromium, type Browser } from 'playwright-core';
import { inject } from 'vitest';
import { connectHost, type RunningHost } from '../host.ts';
import type { Person } from '../organization.ts';
import { openWindow, type Look, type Window } from './browser.ts';

/**
 * Connects to the host and the browser that the files of this folder share. Closing the returned browser closes only
 * the windows of this file.
 */
export async function connectSite(): Promise<{ host: RunningHost; browser: Browser }> {
  return { host: connectHost(inject('host')), browser: await chromium.connect(inject('browserEndpoint')) };
}

/**
 * Opens a window in which the user is already signed in, with a session of its own. Tests of sign-in use the form
 * instead.
 */
export async function openSignedIn(
  browser: Browser,
  host: RunningHost,
  { username, password }: Person,
  look: Look = {},
): Promise<Window> {
  const tokens = await host.signIn(username, password);
  return openWindow(browser, host.url, look, { info: host.info, username, tokens });
}
